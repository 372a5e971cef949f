//! `WindowsDriverMetaData`: what a driver is for.

use wua_agent::{Driver, DriverEntry};
use wua_rules::xml::{Element, Error, Reader};

use super::item::Item;
use super::value;

/// So many devices are listed of one driver, at most.
const MOST_DEVICES: usize = 10_000;

/// Reads what the items of a package are for. The document is walked a second time, for few packages are drivers.
pub(super) fn read(text: &str, items: &mut [Item]) -> Result<(), Error> {
    let mut reader = Reader::new(text)?;
    // As the items' places were counted.
    while let Some(root) = reader.root()? {
        visit(&mut reader, &root, items)?;
    }
    Ok(())
}

/// Elements are visited down to the items; the depth is that of the schema.
fn visit<'a>(reader: &mut Reader<'a>, element: &Element<'a>, items: &mut [Item]) -> Result<(), Error> {
    while let Some(child) = reader.child(element)? {
        if let Some(item) = items.iter_mut().find(|item| item.offset == child.offset) {
            let entries = entries(reader, &child)?;
            if !entries.is_empty() {
                item.driver = Some(Driver { entries });
            }
        } else if child.name == super::PACKAGE {
            visit(reader, &child, items)?;
        }
    }
    Ok(())
}

/// What an element says of devices. The metadata may be at any depth, for rules hold rules.
pub(crate) fn entries<'a>(reader: &mut Reader<'a>, element: &Element<'a>) -> Result<Vec<DriverEntry>, Error> {
    let mut entries = Vec::new();
    let mut open = vec![*element];
    while let Some(parent) = open.last().copied() {
        match reader.child(&parent)? {
            Some(child) => {
                if child.name == "WindowsDriverMetaData" && entries.len() < MOST_DEVICES {
                    entries.push(entry(&child)?);
                }
                open.push(child);
            }
            None => {
                open.pop();
            }
        }
    }
    Ok(entries)
}

fn entry(element: &Element<'_>) -> Result<DriverEntry, Error> {
    let date = value::required(element, "DriverVerDate")?;
    Ok(DriverEntry {
        class: value::text(element, "Class")?,
        hardware_id: value::required(element, "HardwareID")?.into_owned(),
        manufacturer: value::text(element, "Manufacturer")?,
        model: value::text(element, "Model")?,
        provider: value::text(element, "Provider")?,
        ver_date: value::moment(element, "DriverVerDate", &date)?,
        problem_number: 0,
        status: 0,
    })
}
