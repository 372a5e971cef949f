//! `IActivation::RemoteActivation` ([MS-DCOM] 3.1.2.5.2.3.1): activation as older clients ask for it.

use wua_com::{Guid, HResult};

use super::activation::InterfaceResult;
use super::exporter::{Exporter, read_protocols, write_protocols};
use super::remote_unknown::{
    ReferenceResult, hresult_of, read_hresults, read_references_of, together, write_hresults,
    write_references_of,
};
use super::{ComVersion, DualStringArray, OrpcThat, OrpcThis};
use crate::ndr::text::{read_string, write_string};
use crate::ndr::{Error, Reader, Writer, read_interface_pointer};

/// How many interfaces may be asked for at a time.
const MOST_INTERFACES: usize = 0x8000;

/// `MODE_GET_CLASS_OBJECT`: the class itself is asked for.
const CLASS_OBJECT: u32 = u32::MAX;

/// What it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteActivationRequest {
    /// The header.
    pub header: OrpcThis,
    /// The class.
    pub class: Guid,
    /// A file from which the object shall be made.
    pub name: Option<String>,
    /// Whether a storage is given from which the object shall be made.
    pub has_storage: bool,
    /// How to open the file, or that the class itself is asked for.
    pub mode: u32,
    /// The interfaces.
    pub interfaces: Vec<Guid>,
    /// The protocol sequences that the client speaks.
    pub protocols: Vec<u16>,
}

impl RemoteActivationRequest {
    /// Whether the class itself is asked for.
    #[must_use]
    pub fn is_for_class_object(&self) -> bool {
        self.mode == CLASS_OBJECT
    }

    /// Reads it.
    pub fn from_stub(stub: &[u8]) -> Result<Self, Error> {
        let reader = &mut Reader::new(stub);
        let header = OrpcThis::read(reader)?;
        let class = reader.guid()?;
        let name = reader.pointer()?.then(|| read_string(reader)).transpose()?;
        let storage = reader
            .pointer()?
            .then(|| read_interface_pointer(reader))
            .transpose()?;
        let (_impersonation, mode) = (reader.u32()?, reader.u32()?);
        let count = reader.count("interfaces", 16)?;
        if !reader.pointer()? || count == 0 || count > MOST_INTERFACES {
            return Err(reader.miscounted("interfaces", count));
        }
        let interfaces = reader.elements("interfaces", count, Reader::guid)?;
        let protocols = read_protocols(reader)?;
        Ok(Self {
            header,
            class,
            name,
            has_storage: storage.is_some(),
            mode,
            interfaces,
            protocols,
        })
    }

    /// Writes it. A storage is not sent.
    pub fn to_stub(&self) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::new();
        self.header.write(&mut writer);
        writer.guid(self.class);
        writer.pointer(self.name.is_some());
        if let Some(name) = &self.name {
            write_string(&mut writer, name);
        }
        writer.pointer(false);
        writer.u32(0);
        writer.u32(self.mode);
        writer.count(self.interfaces.len());
        writer.pointer(true);
        writer.count(self.interfaces.len());
        for iid in &self.interfaces {
            writer.guid(*iid);
        }
        write_protocols(&mut writer, &self.protocols);
        writer.finish()
    }
}

/// Writes the reply for `asked` interfaces: where the object lives and its references, or the HRESULT of an activation
/// that failed.
pub fn write_reply(
    header: &OrpcThat,
    asked: usize,
    result: Result<(&Exporter, &[InterfaceResult]), HResult>,
) -> Result<Vec<u8>, Error> {
    let mut writer = Writer::new();
    header.write(&mut writer);
    let exporter = result.ok().map(|(exporter, _)| exporter);
    writer.u64(exporter.map_or(0, |exporter| exporter.oxid));
    DualStringArray::write_pointed(exporter.map(|exporter| &exporter.bindings), &mut writer);
    writer.guid(exporter.map_or(Guid::NIL, |exporter| exporter.remote_unknown));
    writer.u32(exporter.map_or(0, |exporter| exporter.authentication_hint));
    exporter
        .map_or(ComVersion::OURS, |exporter| exporter.version)
        .write(&mut writer);
    writer.u32(result.err().unwrap_or_default().to_u32());
    let results: Vec<ReferenceResult> = match result {
        Ok((_, interfaces)) => interfaces
            .iter()
            .map(|interface| interface.reference.clone())
            .collect(),
        Err(hresult) => vec![Err(hresult); asked],
    };
    write_references_of(&mut writer, results.iter());
    write_hresults(&mut writer, results.iter().map(hresult_of));
    // The call itself, apart from the activation, has always succeeded.
    writer.u32(0);
    writer.finish()
}

/// What it answers: where the object lives and one reference for each interface, or the HRESULT of the activation.
pub type RemoteActivationReply = Result<(Exporter, Vec<ReferenceResult>), HResult>;

/// Reads the reply.
pub fn read_reply(stub: &[u8]) -> Result<(OrpcThat, RemoteActivationReply), Error> {
    let reader = &mut Reader::new(stub);
    let header = OrpcThat::read(reader)?;
    let oxid = reader.u64()?;
    let bindings = DualStringArray::read_pointed(reader)?;
    let remote_unknown = reader.guid()?;
    let authentication_hint = reader.u32()?;
    let version = ComVersion::read(reader)?;
    let hresult = HResult::from_u32(reader.u32()?);
    let references = read_references_of(reader)?;
    let hresults = read_hresults(reader)?;
    let status = reader.u32()?;
    let Some(bindings) = bindings.filter(|_| hresult.is_success() && status == 0) else {
        let failed = if hresult.is_success() {
            HResult::from_u32(0x8007_0000 | status & 0xFFFF)
        } else {
            hresult
        };
        return Ok((header, Err(failed)));
    };
    let references = together(reader, hresults, references)?;
    let exporter = Exporter {
        oxid,
        bindings,
        remote_unknown,
        authentication_hint,
        version,
    };
    Ok((header, Ok((exporter, references))))
}
