//! The two tokens, RFC 4178 4.2.

use super::der::{
    APPLICATION, ENUMERATED, Elements, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, context, element,
};
use super::{Malformed, SPNEGO};

/// `NegTokenInit`, the first of a client.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Init<'a> {
    /// `MechTypeList` as it stands there: that is what is signed.
    pub(super) list: &'a [u8],
    /// The first token of the first mechanism, in the hope that it is the one.
    pub(super) token: Option<&'a [u8]>,
}

impl<'a> Init<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Init<'a>, Malformed> {
        let mut wrapped = Elements::of(Elements::of(bytes).next(APPLICATION)?);
        if wrapped.next(OBJECT_IDENTIFIER)? != SPNEGO.0 {
            return Err(Malformed("it is of another mechanism"));
        }
        let mut choice = Elements::of(wrapped.next(context(0))?);
        let mut fields = Elements::of(choice.next(SEQUENCE)?);
        let list = fields.next(context(0))?;
        let _flags = fields.optional(context(1))?;
        let token = octets(&mut fields, 2)?;
        // Behind that, hints for the server ([MS-SPNG] 2.2.1) or a signature that nobody could have made yet.
        while !fields.is_empty() {
            fields.any()?;
        }
        let init = Init { list, token };
        init.mechanisms().try_for_each(|name| name.map(drop))?;
        Ok(init)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut fields = element(context(0), self.list);
        write_octets(&mut fields, 2, self.token);
        let choice = element(context(0), &element(SEQUENCE, &fields));
        element(
            APPLICATION,
            &[element(OBJECT_IDENTIFIER, SPNEGO.0), choice].concat(),
        )
    }

    /// Their names, the client's favourite first.
    pub(super) fn mechanisms(&self) -> impl Iterator<Item = Result<&'a [u8], Malformed>> + use<'a> {
        let mut names = Elements::of(self.list).next(SEQUENCE).map(Elements::of);
        core::iter::from_fn(move || match &mut names {
            Ok(names) if names.is_empty() => None,
            Ok(inner) => {
                let name = inner.next(OBJECT_IDENTIFIER);
                if name.is_err() {
                    names = Ok(Elements::of(&[]));
                }
                Some(name)
            }
            Err(malformed) => {
                let malformed = *malformed;
                names = Ok(Elements::of(&[]));
                Some(Err(malformed))
            }
        })
    }
}

/// `MechTypeList` of these names.
pub(super) fn list<'a>(names: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let names: Vec<u8> = names.flat_map(|name| element(OBJECT_IDENTIFIER, name)).collect();
    element(SEQUENCE, &names)
}

/// `negState`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum NegState {
    AcceptCompleted,
    AcceptIncomplete,
    Reject,
    /// Go on, and sign the list of mechanisms at the end.
    RequestMic,
}

/// `NegTokenResp`, all others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Resp<'a> {
    pub(super) state: Option<NegState>,
    pub(super) mechanism: Option<&'a [u8]>,
    pub(super) token: Option<&'a [u8]>,
    /// `mechListMIC`.
    pub(super) mic: Option<&'a [u8]>,
}

impl<'a> Resp<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Resp<'a>, Malformed> {
        let mut choice = Elements::of(Elements::of(bytes).next(context(1))?);
        let mut fields = Elements::of(choice.next(SEQUENCE)?);
        let state = match fields.optional(context(0))? {
            None => None,
            Some(state) => Some(match Elements::of(state).next(ENUMERATED)? {
                [0] => NegState::AcceptCompleted,
                [1] => NegState::AcceptIncomplete,
                [2] => NegState::Reject,
                [3] => NegState::RequestMic,
                _ => return Err(Malformed("its state is none of the four")),
            }),
        };
        let mechanism = match fields.optional(context(1))? {
            None => None,
            Some(name) => Some(Elements::of(name).next(OBJECT_IDENTIFIER)?),
        };
        let token = octets(&mut fields, 2)?;
        let mic = octets(&mut fields, 3)?;
        if !fields.is_empty() {
            return Err(Malformed("it has fields that it should not have"));
        }
        Ok(Resp {
            state,
            mechanism,
            token,
            mic,
        })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut fields = Vec::new();
        if let Some(state) = self.state {
            let number = match state {
                NegState::AcceptCompleted => 0,
                NegState::AcceptIncomplete => 1,
                NegState::Reject => 2,
                NegState::RequestMic => 3,
            };
            fields.extend(element(context(0), &element(ENUMERATED, &[number])));
        }
        if let Some(name) = self.mechanism {
            fields.extend(element(context(1), &element(OBJECT_IDENTIFIER, name)));
        }
        write_octets(&mut fields, 2, self.token);
        write_octets(&mut fields, 3, self.mic);
        element(context(1), &element(SEQUENCE, &fields))
    }
}

fn octets<'a>(fields: &mut Elements<'a>, number: u8) -> Result<Option<&'a [u8]>, Malformed> {
    let Some(field) = fields.optional(context(number))? else {
        return Ok(None);
    };
    Elements::of(field).next(OCTET_STRING).map(Some)
}

fn write_octets(fields: &mut Vec<u8>, number: u8, octets: Option<&[u8]>) {
    if let Some(octets) = octets {
        fields.extend(element(context(number), &element(OCTET_STRING, octets)));
    }
}
