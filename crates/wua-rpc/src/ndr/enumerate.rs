//! `IEnumVARIANT` ([MS-OAUT] 3.3): `Next` answers with an array of which only a part is filled. `Skip` and `Reset` and
//! `Clone` are members like others and go through [`super::stub`].

use wua_com::{HResult, Success, Value, code};

use super::safe_array::{read_variants, write_variants};
use super::{Error, Objects, Reader, Writer};

/// Reads the reply to `Next` for `asked` items: there may be fewer, and no more.
pub fn read_next(
    reader: &mut Reader<'_>,
    asked: u32,
    objects: &mut dyn Objects,
) -> Result<Result<Success<Vec<Value>>, HResult>, Error> {
    let _room = reader.u32()?;
    let offset = reader.u32()?;
    if offset != 0 {
        return Err(reader.unexpected("the offset of the items", offset));
    }
    let count = reader.count("items", 4)?;
    if u32::try_from(count).map_or(true, |count| count > asked) {
        return Err(reader.miscounted("items", count));
    }
    let value = read_variants(reader, count, objects)?;
    let _fetched = reader.u32()?;
    let hresult = HResult::from_u32(reader.u32()?);
    Ok(if hresult.is_success() {
        Ok(Success { hresult, value })
    } else {
        Err(hresult)
    })
}

/// Writes the reply to `Next` for `asked` items. Should that fail, nothing has been written.
pub fn write_next(
    writer: &mut Writer,
    asked: u32,
    result: Result<&Success<Value>, HResult>,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let (items, hresult): (&[Value], HResult) = match result {
        Ok(Success {
            hresult,
            value: Value::Array(items),
        }) => (items, *hresult),
        Ok(success) => {
            return Err(Error::Value {
                wanted: "the items of a walk",
                given: success.value.kind(),
            });
        }
        Err(hresult) => (&[], hresult),
    };
    writer.all_or_nothing(|writer| {
        writer.u32(asked);
        writer.u32(0);
        writer.count(items.len());
        write_variants(writer, items, objects)?;
        writer.count(items.len());
        writer.u32(hresult.to_u32());
        Ok(())
    })
}

/// Reads how many items `Next` asks for. None is an error; too many are no reason to make room for them.
pub fn read_count(reader: &mut Reader<'_>) -> Result<u32, Error> {
    match reader.u32()? {
        0 => Err(Error::Argument {
            hresult: code::E_INVALIDARG,
            message: "at least one item has to be asked for",
        }),
        count => Ok(count),
    }
}
