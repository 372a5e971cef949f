//! What a server answers: `ActivationPropertiesOut`.

use wua_com::Guid;

use super::{MOST_INTERFACES, blob};
use crate::ndr::{Error, Reader, Writer};
use crate::orpc::exporter::Exporter;
use crate::orpc::remote_unknown::{
    ReferenceResult, hresult_of, read_hresults, read_references_of, together, write_hresults,
    write_references_of,
};
use crate::orpc::serialization::serialize;
use crate::orpc::{ComVersion, DualStringArray, ids};

/// The answer for one interface that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceResult {
    /// The interface.
    pub iid: Guid,
    /// An object reference as bytes, or why there is none.
    pub reference: ReferenceResult,
}

/// What an activation yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationReply {
    /// One for each interface, in the order in which they were asked for.
    pub interfaces: Vec<InterfaceResult>,
    /// Where the object lives.
    pub exporter: Exporter,
}

impl ActivationReply {
    pub(super) fn from_reference(reference: &[u8]) -> Result<Self, Error> {
        let properties = blob::read(
            reference,
            ids::ACTIVATION_PROPERTIES_OUT,
            ids::ACTIVATION_READER_OUT,
        )?;
        let interfaces = read_interfaces(&mut blob::find(&properties, ids::PROPS_OUT_INFO)?)?;
        let exporter = read_exporter(&mut blob::find(&properties, ids::SCM_REPLY_INFO)?)?;
        Ok(Self { interfaces, exporter })
    }

    /// Clients expect this order.
    pub(super) fn to_reference(&self) -> Result<Vec<u8>, Error> {
        let properties = [
            (
                ids::PROPS_OUT_INFO,
                serialize(|writer| write_interfaces(writer, &self.interfaces))?,
            ),
            (
                ids::SCM_REPLY_INFO,
                serialize(|writer| write_exporter(writer, &self.exporter))?,
            ),
        ];
        blob::write(
            &properties,
            ids::ACTIVATION_PROPERTIES_OUT,
            ids::ACTIVATION_READER_OUT,
        )
    }
}

/// `PropsOutInfo`.
fn read_interfaces(reader: &mut Reader<'_>) -> Result<Vec<InterfaceResult>, Error> {
    let count = reader.count("interfaces", 16)?;
    let pointers = [reader.pointer()?, reader.pointer()?, reader.pointer()?];
    if pointers != [true; 3] || count > MOST_INTERFACES {
        return Err(reader.miscounted("interfaces", count));
    }
    let iids = reader.elements("interfaces", count, Reader::guid)?;
    let hresults = read_hresults(reader)?;
    let references = read_references_of(reader)?;
    let results = together(reader, hresults, references)?;
    if results.len() != count {
        return Err(reader.miscounted("references", results.len()));
    }
    Ok(iids
        .into_iter()
        .zip(results)
        .map(|(iid, reference)| InterfaceResult { iid, reference })
        .collect())
}

fn write_interfaces(writer: &mut Writer, interfaces: &[InterfaceResult]) {
    writer.count(interfaces.len());
    for _ in 0..3 {
        writer.pointer(true);
    }
    writer.count(interfaces.len());
    for interface in interfaces {
        writer.guid(interface.iid);
    }
    let results = interfaces.iter().map(|interface| &interface.reference);
    write_hresults(writer, results.clone().map(hresult_of));
    write_references_of(writer, results);
}

/// `ScmReplyInfoData`.
fn read_exporter(reader: &mut Reader<'_>) -> Result<Exporter, Error> {
    // A reserved pointer, null.
    let _reserved = reader.pointer()?;
    if !reader.pointer()? {
        return Err(reader.unexpected("the pointer to the reply", 0_u32));
    }
    let oxid = reader.u64()?;
    if !reader.pointer()? {
        return Err(reader.unexpected("the pointer to the bindings", 0_u32));
    }
    let remote_unknown = reader.guid()?;
    let authentication_hint = reader.u32()?;
    let version = ComVersion::read(reader)?;
    Ok(Exporter {
        oxid,
        bindings: DualStringArray::read(reader)?,
        remote_unknown,
        authentication_hint,
        version,
    })
}

fn write_exporter(writer: &mut Writer, exporter: &Exporter) {
    writer.pointer(false);
    writer.pointer(true);
    writer.u64(exporter.oxid);
    writer.pointer(true);
    writer.guid(exporter.remote_unknown);
    writer.u32(exporter.authentication_hint);
    exporter.version.write(writer);
    exporter.bindings.write(writer);
}
