//! Rules as publishers write them.

#[cfg(test)]
mod book;
#[cfg(test)]
mod corpora;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod operators;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod settled;

#[cfg(test)]
use wua_com::Guid;
#[cfg(test)]
use wua_rules::applicability::{Rule, parse};
#[cfg(test)]
use wua_rules::xml::Reader;

/// The update that all rules belong to.
#[cfg(test)]
const UPDATE: Guid = Guid::from_u128(0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10);

#[cfg(test)]
fn rule(text: &str) -> Rule {
    let mut reader = Reader::new(text).unwrap();
    let root = reader.root().unwrap().unwrap();
    parse::rule(&mut reader, &root, Some(UPDATE)).unwrap()
}
