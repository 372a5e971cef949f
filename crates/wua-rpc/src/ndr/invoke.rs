//! `IDispatch::Invoke` ([MS-OAUT] 3.1.4.4).
//!
//! Arguments travel last first. Those by reference are left empty among them and travel in an array of their own, so
//! that they can be given back.

use wua_com::{
    Caller, DISPID_PROPERTYPUT, Dispatch, DispatchError, DispatchFlags, Guid, HResult, Success, Value, code,
};

use super::exception::ExceptionInfo;
use super::safe_array::{read_pointed_elements, write_variants};
use super::variant::{read_variant, read_variant_body, write_value, write_variant_body};
use super::{Error, Objects, Reader, Variant, Writer};

/// `DISPATCH_PROPERTYPUT` and `DISPATCH_PROPERTYPUTREF`.
const WRITES: u16 = DispatchFlags::PUT.bits() | DispatchFlags::PUT_REF.bits();
/// `DISPATCH_zeroVarResult`: the caller does not want the result.
const NO_RESULT: u32 = 0x0002_0000;
/// `DISPATCH_zeroExcepInfo`.
const NO_EXCEPTION: u32 = 0x0004_0000;
/// `DISPATCH_zeroArgErr`.
const NO_ARGUMENT_ERROR: u32 = 0x0008_0000;

/// What `Invoke` asks.
#[derive(Clone, Debug, PartialEq)]
pub struct InvokeRequest {
    /// The member.
    pub dispid: i32,
    /// Has to be nil.
    pub iid: Guid,
    /// The language of the caller.
    pub locale: u32,
    /// How the call is meant, and which results are not wanted.
    pub flags: u32,
    /// The arguments in the order of the wire: named ones first, then the others, the last one first.
    pub arguments: Vec<Value>,
    /// The dispids of the named ones.
    pub names: Vec<i32>,
    /// Arguments by reference, with their places among the others.
    pub references: Vec<(u32, Variant)>,
}

/// The arguments as [`wua_com::Dispatch::invoke`] takes them: in the order of the parameters, and by name.
pub type Arguments = (Vec<Value>, Vec<(i32, Value)>);

impl InvokeRequest {
    /// A call with these arguments, in the order of the parameters; a new property value stands last.
    #[must_use]
    pub fn new(
        dispid: i32,
        flags: DispatchFlags,
        locale: u32,
        arguments: &[Value],
        by_name: &[(i32, Value)],
    ) -> Self {
        let (mut names, mut wire): (Vec<i32>, Vec<Value>) = by_name.iter().cloned().unzip();
        let mut arguments = arguments.iter().rev();
        if flags.bits() & WRITES != 0
            && let Some(value) = arguments.next()
        {
            names.insert(0, DISPID_PROPERTYPUT);
            wire.insert(0, value.clone());
        }
        wire.extend(arguments.cloned());
        Self {
            dispid,
            iid: Guid::NIL,
            locale,
            flags: u32::from(flags.bits()),
            arguments: wire,
            names,
            references: Vec::new(),
        }
    }

    /// Reads the request.
    pub fn read(reader: &mut Reader<'_>, objects: &mut dyn Objects) -> Result<Self, Error> {
        let dispid = reader.i32()?;
        let iid = reader.guid()?;
        let (locale, flags) = (reader.u32()?, reader.u32()?);
        let (has_arguments, has_names) = (reader.pointer()?, reader.pointer()?);
        let argument_count = reader.count("arguments", 4)?;
        let name_count = reader.count("named arguments", 4)?;
        let arguments = if has_arguments {
            reader.conformance("arguments", argument_count)?;
            read_variants(reader, argument_count, objects)?
        } else {
            Vec::new()
        };
        let names = if has_names {
            reader.elements("named arguments", name_count, Reader::i32)?
        } else {
            Vec::new()
        };
        if arguments.len() != argument_count || names.len() != name_count || names.len() > arguments.len() {
            return Err(reader.miscounted("named arguments", name_count));
        }
        let count = reader.count("arguments by reference", 4)?;
        let places = reader.elements("places of references", count, Reader::u32)?;
        reader.conformance("arguments by reference", count)?;
        let values = read_variants(reader, count, objects)?;
        Ok(Self {
            dispid,
            iid,
            locale,
            flags,
            arguments: arguments.into_iter().map(|variant| variant.value).collect(),
            names,
            references: places.into_iter().zip(values).collect(),
        })
    }

    /// Writes the request.
    pub fn write(&self, writer: &mut Writer, objects: &mut dyn Objects) -> Result<(), Error> {
        writer.i32(self.dispid);
        writer.guid(self.iid);
        writer.u32(self.locale);
        writer.u32(self.flags);
        writer.pointer(!self.arguments.is_empty());
        writer.pointer(!self.names.is_empty());
        writer.count(self.arguments.len());
        writer.count(self.names.len());
        if !self.arguments.is_empty() {
            writer.count(self.arguments.len());
            write_variants(writer, &self.arguments, objects)?;
        }
        if !self.names.is_empty() {
            writer.count(self.names.len());
            for name in &self.names {
                writer.i32(*name);
            }
        }
        writer.count(self.references.len());
        writer.count(self.references.len());
        for (place, _) in &self.references {
            writer.u32(*place);
        }
        write_references(
            writer,
            self.references.iter().map(|(_, variant)| variant),
            objects,
        )
    }

    /// Calls the member, and replies what came of it.
    #[must_use]
    pub fn answer(&self, dispatch: &Dispatch, caller: &Caller) -> InvokeReply {
        InvokeReply::of(self, self.call(dispatch, caller))
    }

    /// Calls the member. Nothing here waits, unless the member does.
    pub fn call(&self, dispatch: &Dispatch, caller: &Caller) -> Result<Success<Value>, DispatchError> {
        let failed = |hresult, message: &str| DispatchError::Call {
            hresult,
            argument: None,
            message: message.to_owned(),
        };
        if self.iid != Guid::NIL {
            let message = "the interface of the dispids has to be nil";
            return Err(failed(code::DISP_E_UNKNOWNINTERFACE, message));
        }
        let Some((arguments, named)) = self.bound() else {
            let message = "an argument by reference has no place among the others";
            return Err(failed(code::E_INVALIDARG, message));
        };
        dispatch.invoke(caller, self.dispid, self.meaning(), &arguments, &named)
    }

    /// The arguments, those by reference put back in their places. `None` for places that are not there.
    #[must_use]
    pub fn bound(&self) -> Option<Arguments> {
        let mut wire = self.arguments.clone();
        for (place, variant) in &self.references {
            let place = usize::try_from(*place).ok()?;
            *wire.get_mut(place)? = variant.value.clone();
        }
        let positional = wire.split_off(self.names.len().min(wire.len()));
        let mut arguments: Vec<Value> = positional.into_iter().rev().collect();
        let mut named = Vec::new();
        for (name, value) in self.names.iter().zip(wire) {
            if *name == DISPID_PROPERTYPUT {
                arguments.push(value);
            } else {
                named.push((*name, value));
            }
        }
        Some((arguments, named))
    }

    /// How the call is meant.
    #[must_use]
    pub fn meaning(&self) -> DispatchFlags {
        let [low, high, ..] = self.flags.to_le_bytes();
        DispatchFlags::from_bits(u16::from_le_bytes([low, high]))
    }

    /// Where on the wire the argument for this parameter stands.
    fn place_of(&self, parameter: usize) -> Option<u32> {
        let named = self
            .names
            .iter()
            .position(|name| usize::try_from(*name) == Ok(parameter));
        let positional = self.arguments.len().saturating_sub(self.names.len());
        let place = named.or_else(|| {
            if parameter < positional {
                Some(self.arguments.len() - 1 - parameter)
            } else {
                self.names.iter().position(|name| *name == DISPID_PROPERTYPUT)
            }
        })?;
        u32::try_from(place).ok()
    }
}

/// What `Invoke` answers.
#[derive(Clone, Debug, PartialEq)]
pub struct InvokeReply {
    /// The result.
    pub result: Value,
    /// Why the member failed, if `hresult` is `DISP_E_EXCEPTION`.
    pub exception: ExceptionInfo,
    /// Which argument is to blame, by its place on the wire.
    pub argument: u32,
    /// The arguments by reference.
    pub references: Vec<Variant>,
    /// What `Invoke` itself says.
    pub hresult: HResult,
}

impl InvokeReply {
    /// The reply to `request` that says this outcome.
    #[must_use]
    pub fn of(request: &InvokeRequest, outcome: Result<Success<Value>, DispatchError>) -> Self {
        let wanted = |unless: u32| request.flags & unless == 0;
        let error = match outcome {
            Ok(success) => {
                let mut reply = Self::plain(request, success.hresult);
                if wanted(NO_RESULT) {
                    reply.result = success.value;
                }
                return reply;
            }
            Err(error) => error,
        };
        let mut reply = Self::plain(request, error.hresult());
        if let Some(info) = error.excep_info()
            && wanted(NO_EXCEPTION)
        {
            reply.exception = info.into();
        }
        if let DispatchError::Call { argument, .. } = error
            && wanted(NO_ARGUMENT_ERROR)
        {
            let place = argument.and_then(|parameter| request.place_of(parameter));
            reply.argument = place.unwrap_or_default();
        }
        reply
    }

    /// The reply that says nothing but this code, and gives the arguments by reference back as they came.
    #[must_use]
    pub fn plain(request: &InvokeRequest, hresult: HResult) -> Self {
        let references = request.references.iter();
        Self {
            references: references.map(|(_, variant)| variant.clone()).collect(),
            ..Self::refusal(hresult)
        }
    }

    /// The reply to a request that could not be read.
    #[must_use]
    pub fn refusal(hresult: HResult) -> Self {
        Self {
            result: Value::Empty,
            exception: ExceptionInfo::default(),
            argument: 0,
            references: Vec::new(),
            hresult,
        }
    }

    /// Reads the reply.
    pub fn read(reader: &mut Reader<'_>, objects: &mut dyn Objects) -> Result<Self, Error> {
        let result = read_variant(reader, objects)?.value;
        let exception = ExceptionInfo::read(reader)?;
        let argument = reader.u32()?;
        let count = reader.count("arguments by reference", 4)?;
        let references = read_variants(reader, count, objects)?;
        let hresult = HResult::from_u32(reader.u32()?);
        Ok(Self {
            result,
            exception,
            argument,
            references,
            hresult,
        })
    }

    /// Writes the reply. Should that fail, nothing has been written.
    pub fn write(&self, writer: &mut Writer, objects: &mut dyn Objects) -> Result<(), Error> {
        writer.all_or_nothing(|writer| {
            write_value(writer, &self.result, objects)?;
            self.exception.write(writer);
            writer.u32(self.argument);
            write_references(writer, self.references.iter(), objects)?;
            writer.u32(self.hresult.to_u32());
            Ok(())
        })
    }
}

fn read_variants(
    reader: &mut Reader<'_>,
    count: usize,
    objects: &mut dyn Objects,
) -> Result<Vec<Variant>, Error> {
    read_pointed_elements(reader, count, |reader, present| {
        if present {
            read_variant_body(reader, objects)
        } else {
            Ok(Value::Empty.into())
        }
    })
}

fn write_references<'a>(
    writer: &mut Writer,
    references: impl ExactSizeIterator<Item = &'a Variant> + Clone,
    objects: &mut dyn Objects,
) -> Result<(), Error> {
    writer.count(references.len());
    for _ in references.clone() {
        writer.user_pointer();
    }
    for variant in references {
        write_variant_body(writer, variant, objects)?;
    }
    Ok(())
}
