//! `IRemUnknown` and `IRemUnknown2` ([MS-DCOM] 3.1.1.5.6 and 3.1.1.5.7): `QueryInterface`, `AddRef` and `Release` for
//! many interfaces at a time. The headers of the calls stand before these parameters.

use wua_com::{Guid, HResult, code};

use super::{Ipid, StandardReference};
use crate::ndr::{Error, Reader, Writer, read_interface_pointer, write_interface_pointer};

/// An operation, with what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemUnknownRequest {
    /// `RemQueryInterface`.
    QueryInterface {
        /// An interface of the object.
        ipid: Ipid,
        /// How many public references each interface shall carry.
        references: u32,
        /// The interfaces.
        iids: Vec<Guid>,
    },
    /// `RemAddRef`.
    AddRef(Vec<References>),
    /// `RemRelease`.
    Release(Vec<References>),
    /// `RemQueryInterface2`: the same as the first, with whole references as the answer.
    QueryInterface2 {
        /// An interface of the object.
        ipid: Ipid,
        /// The interfaces.
        iids: Vec<Guid>,
    },
}

/// REMINTERFACEREF: references that come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct References {
    /// The interface.
    pub ipid: Ipid,
    /// How many that anybody may use.
    pub public: u32,
    /// How many that are the caller's own.
    pub private: u32,
}

impl RemUnknownRequest {
    /// Reads the request of an operation, behind its header.
    pub fn read(opnum: u16, reader: &mut Reader<'_>) -> Result<Self, Error> {
        Ok(match opnum {
            3 => {
                let ipid = reader.guid()?;
                let references = reader.u32()?;
                let iids = read_iids(reader)?;
                Self::QueryInterface {
                    ipid,
                    references,
                    iids,
                }
            }
            4 => Self::AddRef(read_references(reader)?),
            5 => Self::Release(read_references(reader)?),
            6 => Self::QueryInterface2 {
                ipid: reader.guid()?,
                iids: read_iids(reader)?,
            },
            _ => return Err(Error::NoSuchMember { slot: opnum }),
        })
    }

    /// The operation.
    #[must_use]
    pub fn opnum(&self) -> u16 {
        match self {
            Self::QueryInterface { .. } => 3,
            Self::AddRef(_) => 4,
            Self::Release(_) => 5,
            Self::QueryInterface2 { .. } => 6,
        }
    }

    /// Writes the request behind its header.
    pub fn write(&self, writer: &mut Writer) {
        match self {
            Self::QueryInterface {
                ipid,
                references,
                iids,
            } => {
                writer.guid(*ipid);
                writer.u32(*references);
                write_iids(writer, iids);
            }
            Self::AddRef(references) | Self::Release(references) => write_references(writer, references),
            Self::QueryInterface2 { ipid, iids } => {
                writer.guid(*ipid);
                write_iids(writer, iids);
            }
        }
    }
}

fn read_iids(reader: &mut Reader<'_>) -> Result<Vec<Guid>, Error> {
    let count = usize::from(reader.u16()?);
    reader.elements("interfaces", count, Reader::guid)
}

fn write_iids(writer: &mut Writer, iids: &[Guid]) {
    writer.short_count(iids.len());
    writer.count(iids.len());
    for iid in iids {
        writer.guid(*iid);
    }
}

fn read_references(reader: &mut Reader<'_>) -> Result<Vec<References>, Error> {
    let count = usize::from(reader.u16()?);
    reader.elements("interfaces", count, |reader| {
        Ok(References {
            ipid: reader.guid()?,
            public: reader.u32()?,
            private: reader.u32()?,
        })
    })
}

fn write_references(writer: &mut Writer, references: &[References]) {
    writer.short_count(references.len());
    writer.count(references.len());
    for one in references {
        writer.guid(one.ipid);
        writer.u32(one.public);
        writer.u32(one.private);
    }
}

/// The answer for one interface of `RemQueryInterface`.
pub type QueryResult = Result<StandardReference, HResult>;

/// The reply to `RemQueryInterface`. `hresult` fails if the object is not there, or none of its interfaces.
pub fn write_query_results(writer: &mut Writer, results: &[QueryResult], hresult: HResult) {
    writer.pointer(!results.is_empty());
    if !results.is_empty() {
        writer.count(results.len());
        for result in results {
            writer.align(8);
            writer.u32(result.err().map_or(0, HResult::to_u32));
            result.unwrap_or_default().write(writer);
        }
    }
    writer.u32(hresult.to_u32());
}

/// Reads the reply to `RemQueryInterface`.
pub fn read_query_results(reader: &mut Reader<'_>) -> Result<(Vec<QueryResult>, HResult), Error> {
    let mut results = Vec::new();
    if reader.pointer()? {
        let count = reader.count("results", 48)?;
        for _ in 0..count {
            reader.align(8);
            let hresult = HResult::from_u32(reader.u32()?);
            let standard = StandardReference::read(reader)?;
            results.push(if hresult.is_success() {
                Ok(standard)
            } else {
                Err(hresult)
            });
        }
    }
    Ok((results, HResult::from_u32(reader.u32()?)))
}

/// The reply to `RemAddRef`: one result for each interface.
pub fn write_results(writer: &mut Writer, results: &[HResult], hresult: HResult) {
    write_hresults(writer, results.iter().copied());
    writer.u32(hresult.to_u32());
}

/// Reads the reply to `RemAddRef`.
pub fn read_results(reader: &mut Reader<'_>) -> Result<(Vec<HResult>, HResult), Error> {
    let results = read_hresults(reader)?;
    Ok((results, HResult::from_u32(reader.u32()?)))
}

/// The reply to `RemRelease`.
pub fn write_released(writer: &mut Writer, hresult: HResult) {
    writer.u32(hresult.to_u32());
}

/// Reads the reply to `RemRelease`.
pub fn read_released(reader: &mut Reader<'_>) -> Result<HResult, Error> {
    reader.u32().map(HResult::from_u32)
}

/// The answer for one interface of `RemQueryInterface2`: an object reference as bytes.
pub type ReferenceResult = Result<Vec<u8>, HResult>;

/// The reply to `RemQueryInterface2`.
pub fn write_reference_results(writer: &mut Writer, results: &[ReferenceResult], hresult: HResult) {
    write_hresults(writer, results.iter().map(hresult_of));
    write_references_of(writer, results.iter());
    writer.u32(hresult.to_u32());
}

/// Reads the reply to `RemQueryInterface2`.
pub fn read_reference_results(reader: &mut Reader<'_>) -> Result<(Vec<ReferenceResult>, HResult), Error> {
    let hresults = read_hresults(reader)?;
    let references = read_references_of(reader)?;
    let hresult = HResult::from_u32(reader.u32()?);
    Ok((together(reader, hresults, references)?, hresult))
}

/// The HRESULT that travels beside a reference.
pub(crate) fn hresult_of(result: &ReferenceResult) -> HResult {
    result.as_ref().err().copied().unwrap_or_default()
}

/// HRESULTs and references that arrived in arrays of their own.
pub(crate) fn together(
    reader: &Reader<'_>,
    hresults: Vec<HResult>,
    references: Vec<Option<Vec<u8>>>,
) -> Result<Vec<ReferenceResult>, Error> {
    if references.len() != hresults.len() {
        return Err(reader.miscounted("references", references.len()));
    }
    let result = |(hresult, reference): (HResult, Option<Vec<u8>>)| {
        if hresult.is_success() {
            reference.ok_or(code::E_POINTER)
        } else {
            Err(hresult)
        }
    };
    Ok(hresults.into_iter().zip(references).map(result).collect())
}

pub(crate) fn write_hresults(writer: &mut Writer, hresults: impl ExactSizeIterator<Item = HResult>) {
    writer.count(hresults.len());
    for hresult in hresults {
        writer.u32(hresult.to_u32());
    }
}

pub(crate) fn read_hresults(reader: &mut Reader<'_>) -> Result<Vec<HResult>, Error> {
    let count = reader.count("results", 4)?;
    (0..count).map(|_| reader.u32().map(HResult::from_u32)).collect()
}

/// An array of interface pointers: all pointers, then what they point to.
pub(crate) fn write_references_of<'a>(
    writer: &mut Writer,
    results: impl ExactSizeIterator<Item = &'a ReferenceResult> + Clone,
) {
    writer.count(results.len());
    for result in results.clone() {
        writer.pointer(result.is_ok());
    }
    for reference in results.flatten() {
        write_interface_pointer(writer, reference);
    }
}

/// Reads what [`write_references_of`] writes.
pub(crate) fn read_references_of(reader: &mut Reader<'_>) -> Result<Vec<Option<Vec<u8>>>, Error> {
    let count = reader.count("interface pointers", 4)?;
    let present: Vec<bool> = (0..count).map(|_| reader.pointer()).collect::<Result<_, _>>()?;
    let read = |present: bool| {
        let reference = present.then(|| read_interface_pointer(reader)).transpose()?;
        Ok(reference.map(<[u8]>::to_vec))
    };
    present.into_iter().map(read).collect()
}
