//! Which drivers are better than those that a computer has ([MS-WUSP] 3.1.5.7).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use wua_com::Guid;

use super::super::metadata::Driver;
use super::super::xml::Node;
use super::texts;

/// The smaller, the better: how closely the computer is meant, the feature score, how closely the device is meant, the date,
/// the version.
type Rank = (usize, i32, usize, Reverse<String>, Reverse<i64>);

/// The score of a driver that has none.
const NO_SCORE: i32 = 255;

/// The best driver for each device that has a worse one, with the hardware ids that it is the best for.
pub(super) fn best(parameters: &Node, offered: &[(i32, &[Driver])]) -> Vec<(i32, Vec<String>)> {
    let computer = parameters.at(&["ComputerSpec", "HardwareIDs"]);
    let computer: Vec<Guid> = texts(computer).iter().filter_map(|id| Guid::parse(id)).collect();
    let key = parameters.text_of("FeatureScoreMatchingKey").unwrap_or_default();
    let mut chosen: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    let devices = parameters
        .child("SystemSpec")
        .into_iter()
        .flat_map(Node::children);
    for device in devices {
        let device = Device::read(device);
        let matches = offered.iter().flat_map(|(id, drivers)| {
            let ranked = drivers.iter().filter_map(|driver| {
                let rank = device.rank(driver, &computer, &key)?;
                Some((rank, *id, driver))
            });
            ranked.collect::<Vec<_>>()
        });
        let best = matches.min_by(|one, other| one.0.cmp(&other.0));
        if let Some((rank, id, driver)) = best
            && device.would_take(&rank, driver, &computer)
        {
            chosen.entry(id).or_default().push(driver.hardware_id.clone());
        }
    }
    chosen.into_iter().collect()
}

struct Device<'a> {
    /// What it is, the closest first.
    ids: Vec<String>,
    installed: Option<&'a Node>,
}

impl<'a> Device<'a> {
    fn read(node: &'a Node) -> Self {
        let list = |name: &str| texts(node.child(name));
        Self {
            ids: [list("HardwareIDs"), list("CompatibleIDs")].concat(),
            installed: node.child("installedDriver"),
        }
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|own| own.eq_ignore_ascii_case(id))
    }

    /// How well a driver is for it; nothing if it is not.
    fn rank(&self, driver: &Driver, computer: &[Guid], key: &str) -> Option<Rank> {
        let place = self.place(&driver.hardware_id)?;
        let mut meant = driver
            .computers
            .iter()
            .filter_map(|id| computer.iter().position(|own| own == id));
        let closeness = if driver.computers.is_empty() {
            usize::MAX
        } else {
            let first = meant.next()?;
            meant.fold(first, usize::min)
        };
        let score = driver.feature_scores.iter().find(|(system, _)| system == key);
        let score = score.map_or(NO_SCORE, |(_, score)| *score);
        let (date, version) = (Reverse(driver.date.clone()), Reverse(driver.version));
        Some((closeness, score, place, date, version))
    }

    /// Whether it is better than what is installed. Printers keep their provider and manufacturer.
    fn would_take(&self, rank: &Rank, driver: &Driver, computer: &[Guid]) -> bool {
        let Some(installed) = self.installed else {
            return true;
        };
        let text = |name: &str| installed.text_of(name).unwrap_or_default();
        if text("Class").eq_ignore_ascii_case("Printer")
            && (text("Provider") != driver.provider || text("Manufacturer") != driver.manufacturer)
        {
            return false;
        }
        let own = Guid::parse(&text("MatchingComputerHWID"));
        let closeness = own.and_then(|own| computer.iter().position(|id| *id == own));
        let place = self.place(&text("MatchingID")).unwrap_or(usize::MAX);
        // Which feature score an installed driver has is not said: it has the one that it is compared with.
        let date = text("DriverVerDate").chars().take(10).collect();
        let version = text("DriverVerVersion").parse().unwrap_or(i64::MIN);
        let installed: Rank = (
            closeness.unwrap_or(usize::MAX),
            rank.1,
            place,
            Reverse(date),
            Reverse(version),
        );
        *rank < installed
    }
}
