//! Activation properties as one blob ([MS-DCOM] 2.2.22).

use wua_com::Guid;

use crate::ndr::{Error, Reader, Writer};
use crate::orpc::serialization::{HEADERS, deserialize, serialize};
use crate::orpc::{ObjectReference, ReferenceBody};

/// How many properties a blob may have (`MAX_ACTPROP_LIMIT`).
const MOST_PROPERTIES: usize = 10;

/// `MSHCTX_DIFFERENTMACHINE`: the object is on another computer.
const ANOTHER_COMPUTER: u32 = 2;

/// The properties in an object reference, each with its class.
pub(super) fn read(reference: &[u8], iid: Guid, unmarshaler: Guid) -> Result<Vec<(Guid, Vec<u8>)>, Error> {
    let mut place = Reader::packed(reference);
    let reference = ObjectReference::from_bytes(reference)?;
    let data = match reference.body {
        ReferenceBody::Custom { class, data } if class == unmarshaler && reference.iid == iid => data,
        _ => {
            let found = place.u32()?;
            return Err(place.unexpected("the reference of activation properties", found));
        }
    };
    read_blob(&data)
}

fn read_blob(data: &[u8]) -> Result<Vec<(Guid, Vec<u8>)>, Error> {
    let mut blob = Reader::new(data);
    let (_size, _reserved) = (blob.u32()?, blob.u32()?);
    let start = blob.position();
    let mut header = deserialize(blob.rest())?;
    let _total = header.u32()?;
    let header_size = header.u32()?;
    let (_reserved, _context) = (header.u32()?, header.u32()?);
    let count = header.count("activation properties", 20)?;
    if count == 0 || count > MOST_PROPERTIES {
        return Err(header.miscounted("activation properties", count));
    }
    let _class_info = header.guid()?;
    let pointers = (header.pointer()?, header.pointer()?);
    // A reserved pointer, null.
    let _reserved = header.pointer()?;
    if pointers != (true, true) {
        return Err(header.unexpected("the pointers of activation properties", 0_u32));
    }
    let classes = header.elements("activation properties", count, Reader::guid)?;
    let sizes = header.elements("activation properties", count, Reader::u32)?;
    let mut at = usize::try_from(header_size)
        .ok()
        .and_then(|size| size.checked_add(start))
        .ok_or_else(|| header.unexpected("the size of the header", header_size))?;
    let mut properties = Vec::with_capacity(count);
    for (class, size) in classes.into_iter().zip(sizes) {
        let end = usize::try_from(size).ok().and_then(|size| at.checked_add(size));
        let property = end.and_then(|end| data.get(at..end));
        let (Some(property), Some(end)) = (property, end) else {
            return Err(header.unexpected("the size of an activation property", size));
        };
        properties.push((class, property.to_vec()));
        at = end;
    }
    Ok(properties)
}

/// The object reference that carries these properties.
pub(super) fn write(properties: &[(Guid, Vec<u8>)], iid: Guid, unmarshaler: Guid) -> Result<Vec<u8>, Error> {
    let properties_size: usize = properties.iter().map(|(_, property)| property.len()).sum();
    // The header says its own size: numbers, class and pointers, then both arrays.
    let body = 48 + 4 + 16 * properties.len() + 4 + 4 * properties.len();
    let header_size = HEADERS + body.next_multiple_of(8);
    let total = header_size + properties_size;
    let header = serialize(|writer| {
        writer.count(total);
        writer.count(header_size);
        writer.u32(0);
        writer.u32(ANOTHER_COMPUTER);
        writer.count(properties.len());
        writer.guid(Guid::NIL);
        writer.pointer(true);
        writer.pointer(true);
        writer.pointer(false);
        writer.count(properties.len());
        for (class, _) in properties {
            writer.guid(*class);
        }
        writer.count(properties.len());
        for (_, property) in properties {
            writer.count(property.len());
        }
    })?;
    let mut blob = Writer::new();
    blob.count(total);
    blob.u32(0);
    blob.bytes(&header);
    for (_, property) in properties {
        blob.bytes(property);
    }
    let reference = ObjectReference {
        iid,
        body: ReferenceBody::Custom {
            class: unmarshaler,
            data: blob.finish()?,
        },
    };
    reference.to_bytes()
}

/// The property of this class.
pub(super) fn find(properties: &[(Guid, Vec<u8>)], class: Guid) -> Result<Reader<'_>, Error> {
    match properties.iter().find(|(of, _)| *of == class) {
        Some((_, property)) => deserialize(property),
        None => Err(Reader::new(&[]).unexpected("an activation property that is missing", class.data1)),
    }
}
