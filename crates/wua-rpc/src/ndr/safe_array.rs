//! SAFEARRAY inside a VARIANT ([MS-OAUT] 2.2.30), with one dimension.
//!
//! Bytes become [`Value::Bytes`], everything else [`Value::Array`]. Of our own accord we send arrays of bytes and of
//! variants only; the others go back as they came.

use wua_com::standard::{IDISPATCH, IUNKNOWN};
use wua_com::{Interface, Text, Value, code};

use super::variant::{read_plain, read_variant_body, write_plain, write_value_body};
use super::{Error, Objects, Reader, Writer, read_interface_pointer, text, vt, write_interface_pointer};

/// `FADF_HAVEVARTYPE`: the upper half of the locks says the type of the elements.
const HAVE_VARTYPE: u16 = 0x0080;

/// The forms in which elements travel (`SF_TYPE`, [MS-OAUT] 2.2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Bytes,
    Shorts,
    Longs,
    Hypers,
    Strings,
    Variants,
    Unknowns,
    Dispatches,
}

/// `SF_HAVEIID`: objects, with the interface beside them.
const HAVE_IID: u32 = 0x800D;

impl Form {
    /// The form that elements of this type have.
    fn of(element: u16) -> Option<Self> {
        Some(match element {
            vt::I1 | vt::UI1 => Self::Bytes,
            vt::I2 | vt::UI2 | vt::BOOL => Self::Shorts,
            vt::I4 | vt::UI4 | vt::R4 | vt::ERROR | vt::INT | vt::UINT => Self::Longs,
            vt::I8 | vt::UI8 | vt::R8 | vt::CY | vt::DATE => Self::Hypers,
            vt::BSTR => Self::Strings,
            vt::VARIANT => Self::Variants,
            vt::UNKNOWN => Self::Unknowns,
            vt::DISPATCH => Self::Dispatches,
            _ => return None,
        })
    }

    const fn number(self) -> u32 {
        match self {
            Self::Bytes => 0x10,
            Self::Shorts => 0x02,
            Self::Longs => 0x03,
            Self::Hypers => 0x14,
            Self::Strings => 0x08,
            Self::Variants => 0x0C,
            Self::Unknowns => 0x0D,
            Self::Dispatches => 0x09,
        }
    }

    /// `fFeatures`, which repeat the form.
    const fn features(self) -> u16 {
        HAVE_VARTYPE
            | match self {
                Self::Strings => 0x0100,
                Self::Unknowns => 0x0200,
                Self::Dispatches => 0x0400,
                Self::Variants => 0x0800,
                Self::Bytes | Self::Shorts | Self::Longs | Self::Hypers => 0,
            }
    }

    /// `cbElements`, as the specification lists them.
    const fn element_size(self) -> u32 {
        match self {
            Self::Bytes => 1,
            Self::Shorts => 2,
            Self::Hypers => 8,
            Self::Variants => 16,
            _ => 4,
        }
    }

    /// What an element takes on the wire at least: itself, or its pointer.
    const fn size(self) -> usize {
        match self {
            Self::Bytes => 1,
            Self::Shorts => 2,
            Self::Hypers => 8,
            _ => 4,
        }
    }
}

/// Reads the arm of a VARIANT: pointers, and the array behind them.
pub(crate) fn read_pointed(
    reader: &mut Reader<'_>,
    element: u16,
    by_reference: bool,
    objects: &mut dyn Objects,
) -> Result<Value, Error> {
    // Also where there is none in the end: what is taken has to go back as it came.
    let form = Form::of(element).ok_or_else(|| reader.unexpected("the type of an array", element))?;
    // `PSAFEARRAY` is a pointer to a pointer; a reference to it is one more. Some senders leave one out.
    let most = if by_reference { 3 } else { 2 };
    for pointers in (1..=most).rev() {
        let mut ahead = reader.clone();
        let leads_somewhere = follow(&mut ahead, pointers)?;
        if !leads_somewhere || begins_here(ahead.clone()) {
            *reader = ahead;
            return if leads_somewhere {
                reader.nested(|reader| read_array(reader, form, element, objects))
            } else {
                Ok(empty(element))
            };
        }
    }
    Err(reader.unexpected("the beginning of an array", element))
}

/// Follows pointers to pointers, up to a null pointer.
fn follow(reader: &mut Reader<'_>, pointers: usize) -> Result<bool, Error> {
    for _ in 0..pointers {
        if !reader.pointer()? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An array begins with the number of its dimensions, twice.
fn begins_here(mut reader: Reader<'_>) -> bool {
    match (reader.u32(), reader.u16()) {
        (Ok(conformance), Ok(dimensions)) => dimensions != 0 && conformance == u32::from(dimensions),
        _ => false,
    }
}

fn empty(element: u16) -> Value {
    if element == vt::UI1 {
        Value::Bytes([].into())
    } else {
        Value::Array([].into())
    }
}

fn read_array(
    reader: &mut Reader<'_>,
    wanted: Form,
    element: u16,
    objects: &mut dyn Objects,
) -> Result<Value, Error> {
    let (_conformance, dimensions) = (reader.u32()?, reader.u16()?);
    let features = reader.u16()?;
    let (_element_size, locks) = (reader.u32()?, reader.u32()?);
    let form = reader.u32()?;
    if dimensions != 1 {
        return Err(Error::Argument {
            hresult: code::DISP_E_TYPEMISMATCH,
            message: "an array has one dimension",
        });
    }
    if features & HAVE_VARTYPE != 0 && locks >> 16 != u32::from(element) {
        return Err(reader.unexpected("the type of the elements of an array", locks >> 16));
    }
    let count = reader.u32()?;
    let has_elements = reader.pointer()?;
    let is_of_objects = matches!(wanted, Form::Unknowns | Form::Dispatches);
    if form == HAVE_IID && is_of_objects {
        reader.guid()?;
    } else if form != wanted.number() {
        return Err(reader.unexpected("the form of an array", form));
    }
    let (elements, _lower_bound) = (reader.u32()?, reader.u32()?);
    if elements != count || (count != 0 && !has_elements) {
        return Err(reader.unexpected("the number of elements of an array", elements));
    }
    if !has_elements {
        return Ok(empty(element));
    }
    let room = reader.count("elements of an array", wanted.size())?;
    if u32::try_from(room) != Ok(count) {
        return Err(reader.unexpected("the number of elements of an array", count));
    }
    read_elements(reader, wanted, element, room, objects)
}

fn read_elements(
    reader: &mut Reader<'_>,
    form: Form,
    element: u16,
    count: usize,
    objects: &mut dyn Objects,
) -> Result<Value, Error> {
    if element == vt::UI1 {
        return Ok(Value::Bytes(reader.bytes(count)?.into()));
    }
    let values = match form {
        Form::Bytes | Form::Shorts | Form::Longs | Form::Hypers => {
            let mut values = reader.room_for(count)?;
            for _ in 0..count {
                values.push(read_plain(reader, element, objects)?);
            }
            values
        }
        Form::Strings => read_pointed_elements(reader, count, |reader, present| {
            Ok(Value::Text(if present {
                text::read_bstr_body(reader)?
            } else {
                Text::default()
            }))
        })?,
        Form::Variants => read_variants(reader, count, objects)?,
        Form::Unknowns => read_pointed_elements(reader, count, |reader, present| {
            read_element(reader, present, &IUNKNOWN, objects).map(Value::Unknown)
        })?,
        Form::Dispatches => read_pointed_elements(reader, count, |reader, present| {
            read_element(reader, present, &IDISPATCH, objects).map(Value::Object)
        })?,
    };
    Ok(Value::Array(values.into()))
}

fn read_element(
    reader: &mut Reader<'_>,
    present: bool,
    interface: &'static Interface,
    objects: &mut dyn Objects,
) -> Result<Option<wua_com::ObjectRef>, Error> {
    if !present {
        return Ok(None);
    }
    let reference = read_interface_pointer(reader)?;
    Ok(Some(objects.unmarshal(reference, interface)?))
}

/// Variants of an array without its count: their pointers, then what these point to.
pub(crate) fn read_variants(
    reader: &mut Reader<'_>,
    count: usize,
    objects: &mut dyn Objects,
) -> Result<Vec<Value>, Error> {
    read_pointed_elements(reader, count, |reader, present| {
        if present {
            read_variant_body(reader, objects).map(|variant| variant.value)
        } else {
            Ok(Value::Empty)
        }
    })
}

/// Elements that are pointers: all of them come first, then what they point to.
pub(crate) fn read_pointed_elements<T>(
    reader: &mut Reader<'_>,
    count: usize,
    mut read: impl FnMut(&mut Reader<'_>, bool) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    reader.align(4);
    let mut pointers = Reader::new(reader.bytes(count.saturating_mul(4))?);
    let mut elements = reader.room_for(count)?;
    for _ in 0..count {
        elements.push(read(reader, pointers.pointer()?)?);
    }
    Ok(elements)
}

/// Writes the arm of a VARIANT: pointers, and the array behind them.
pub(crate) fn write_pointed(
    writer: &mut Writer,
    element: u16,
    by_reference: bool,
    value: &Value,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    for _ in 0..if by_reference { 3 } else { 2 } {
        writer.user_pointer();
    }
    let Some(form) = Form::of(element) else {
        return Err(not_an_array_of_this(value));
    };
    match value {
        Value::Bytes(bytes) if element == vt::UI1 => {
            write_head(writer, form, element, bytes.len());
            writer.bytes(bytes);
            Ok(())
        }
        Value::Array(values) => {
            write_head(writer, form, element, values.len());
            write_elements(writer, form, values, objects)
        }
        _ => Err(not_an_array_of_this(value)),
    }
}

fn not_an_array_of_this(value: &Value) -> Error {
    Error::Value {
        wanted: "an array of this type",
        given: value.kind(),
    }
}

fn write_elements(
    writer: &mut Writer,
    form: Form,
    values: &[Value],
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    match form {
        Form::Bytes | Form::Shorts | Form::Longs | Form::Hypers => {
            for value in values {
                if Form::of(vt::of(value)) != Some(form) {
                    return Err(not_an_array_of_this(value));
                }
                write_plain(writer, value, objects)?;
            }
        }
        Form::Variants => write_variants(writer, values, objects)?,
        Form::Strings => {
            for _ in values {
                writer.user_pointer();
            }
            for value in values {
                match value {
                    Value::Text(text) => text::write_bstr_body(writer, text),
                    _ => return Err(not_an_array_of_this(value)),
                }
            }
        }
        Form::Unknowns => write_objects(writer, values, &IUNKNOWN, objects)?,
        Form::Dispatches => write_objects(writer, values, &IDISPATCH, objects)?,
    }
    Ok(())
}

fn write_objects(
    writer: &mut Writer,
    values: &[Value],
    interface: &'static Interface,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    let mut references = Vec::with_capacity(values.len());
    for value in values {
        let reference = value.as_object().map(|object| objects.marshal(object, interface));
        references.push(reference.transpose()?);
    }
    for reference in &references {
        writer.pointer(reference.is_some());
    }
    for reference in references.iter().flatten() {
        writer.align(4);
        write_interface_pointer(writer, reference);
    }
    Ok(())
}

fn write_head(writer: &mut Writer, form: Form, element: u16, count: usize) {
    writer.u32(1);
    writer.u16(1);
    writer.u16(form.features());
    writer.u32(form.element_size());
    writer.u32(u32::from(element) << 16);
    writer.u32(form.number());
    writer.count(count);
    writer.pointer(true);
    writer.count(count);
    writer.u32(0);
    writer.count(count);
}

/// Variants of an array without its count: their pointers, then what these point to.
pub(crate) fn write_variants(
    writer: &mut Writer,
    values: &[Value],
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    for _ in values {
        writer.user_pointer();
    }
    for value in values {
        write_value_body(writer, value, objects)?;
    }
    Ok(())
}
