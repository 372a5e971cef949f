//! Values of attributes and texts of elements, by the types of XML Schema.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use wua_com::Guid;
use wua_rules::xml::{Element, Error};

/// A GUID, with or without braces.
pub(crate) fn guid(element: &Element<'_>, text: &str) -> Result<Guid, Error> {
    let text = text.trim();
    Guid::parse(text).ok_or_else(|| {
        element.error(format!(
            "`{}` is no identifier: 8-4-4-4-12 hexadecimal digits are expected",
            short(text)
        ))
    })
}

/// An attribute that has to be there.
pub(crate) fn required<'a>(element: &Element<'a>, name: &str) -> Result<Cow<'a, str>, Error> {
    element
        .attribute(name)?
        .ok_or_else(|| element.error(format!("the attribute {name} is missing")))
}

/// An attribute as text; nothing if it is missing.
pub(crate) fn text(element: &Element<'_>, name: &str) -> Result<String, Error> {
    Ok(element.attribute(name)?.unwrap_or_default().into_owned())
}

/// Several attributes at once: of elements that there are many of.
pub(crate) fn several<'a, const N: usize>(
    element: &Element<'a>,
    names: [&str; N],
) -> Result<[Option<Cow<'a, str>>; N], Error> {
    let mut found = [const { None }; N];
    for attribute in element.attributes() {
        let attribute = attribute?;
        let mut places = names.iter().zip(&mut found);
        if let Some((_, place)) = places.find(|(name, place)| **name == attribute.name && place.is_none()) {
            *place = Some(attribute.value()?);
        }
    }
    Ok(found)
}

/// `xs:boolean`; false if it is missing.
pub(crate) fn boolean(element: &Element<'_>, name: &str) -> Result<bool, Error> {
    boolean_of(element, name, element.attribute(name)?.as_deref())
}

/// The same, of an attribute that was read.
pub(crate) fn boolean_of(element: &Element<'_>, name: &str, written: Option<&str>) -> Result<bool, Error> {
    match written.map(str::trim) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        // The tools of some publishers write it with a capital.
        Some(other) if other.eq_ignore_ascii_case("true") => Ok(true),
        Some(other) if other.eq_ignore_ascii_case("false") => Ok(false),
        Some(other) => Err(element.error(format!("{name} is `{}`; true or false is expected", short(other)))),
    }
}

/// A number.
pub(crate) fn number<T: std::str::FromStr>(element: &Element<'_>, name: &str) -> Result<T, Error> {
    number_of(element, name, &required(element, name)?)
}

/// The same, of an attribute that was read.
pub(crate) fn number_of<T: std::str::FromStr>(
    element: &Element<'_>,
    name: &str,
    text: &str,
) -> Result<T, Error> {
    text.trim().parse().map_err(|_| {
        element.error(format!(
            "{name} is `{}`, which is no number that it can be",
            short(text)
        ))
    })
}

/// One of several names, in any case; the first if it is missing.
pub(crate) fn choice<T: Copy>(element: &Element<'_>, name: &str, choices: &[(&str, T)]) -> Result<T, Error> {
    choice_of(element, name, element.attribute(name)?.as_deref(), choices)
}

/// The same, of an attribute that was read.
pub(crate) fn choice_of<T: Copy>(
    element: &Element<'_>,
    name: &str,
    written: Option<&str>,
    choices: &[(&str, T)],
) -> Result<T, Error> {
    let found = match written {
        None => choices.first(),
        Some(text) => choices
            .iter()
            .find(|(choice, _)| choice.eq_ignore_ascii_case(text.trim())),
    };
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
        element.error(format!(
            "{name} is `{}`; {} is expected",
            short(written.unwrap_or_default()),
            names.join(" or ")
        ))
    })
}

/// `xs:dateTime` or `xs:date`. Without a time zone it is in UTC.
pub(crate) fn moment(element: &Element<'_>, name: &str, text: &str) -> Result<Timestamp, Error> {
    let text = text.trim();
    let in_utc = || {
        let civil: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    };
    text.parse()
        .ok()
        .or_else(in_utc)
        .ok_or_else(|| element.error(format!("{name} is `{}`, which is no point in time", short(text))))
}

/// What is quoted in a message.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
