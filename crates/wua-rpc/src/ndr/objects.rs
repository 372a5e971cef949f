//! Interface pointers: the wire carries object references, the values carry objects ([MS-DCOM] 2.2.14).

use wua_com::{Interface, ObjectRef};

use super::{Error, Reader, Writer};

/// Whoever keeps the objects: the object table of a server, the proxies of a client.
pub trait Objects {
    /// The reference to an object by one of its interfaces, as bytes (`OBJREF`). The reference counts that it carries
    /// are given away: should the message not be sent after all, whoever called has to take them back.
    fn marshal(
        &mut self,
        object: &ObjectRef,
        interface: &'static Interface,
    ) -> Result<Vec<u8>, wua_com::Error>;

    /// The object that a reference means. The bytes come from the wire, unread.
    fn unmarshal(
        &mut self,
        reference: &[u8],
        interface: &'static Interface,
    ) -> Result<ObjectRef, wua_com::Error>;
}

/// Reads a pointer to a reference with the reference behind it.
pub fn read_object(
    reader: &mut Reader<'_>,
    interface: &'static Interface,
    objects: &mut dyn Objects,
) -> Result<Option<ObjectRef>, Error> {
    if !reader.pointer()? {
        return Ok(None);
    }
    let reference = read_interface_pointer(reader)?;
    Ok(Some(objects.unmarshal(reference, interface)?))
}

/// Writes what [`read_object`] reads.
pub fn write_object(
    writer: &mut Writer,
    object: Option<&ObjectRef>,
    interface: &'static Interface,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let reference = object
        .map(|object| objects.marshal(object, interface))
        .transpose()?;
    writer.pointer(reference.is_some());
    if let Some(reference) = reference {
        write_interface_pointer(writer, &reference);
    }
    Ok(())
}

/// The reference inside an `MInterfacePointer`.
pub fn read_interface_pointer<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Error> {
    let count = reader.count("bytes of an interface pointer", 1)?;
    reader.conformance("bytes of an interface pointer", count)?;
    reader.bytes(count)
}

/// Writes an `MInterfacePointer`.
pub fn write_interface_pointer(writer: &mut Writer, reference: &[u8]) {
    writer.count(reference.len());
    writer.count(reference.len());
    writer.bytes(reference);
}
