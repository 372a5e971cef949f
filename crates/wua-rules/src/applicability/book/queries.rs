//! Questions, each once. Names of keys, values and files are the same in any case.

use std::hash::Hasher;

use wua_com::Guid;

use super::interner::{Interner, Mixer, at, number};
use crate::applicability::{Base, Hive, Query, RegistryKey};

#[derive(Clone, Debug)]
pub(super) struct Queries {
    list: Vec<Query>,
    interner: Interner,
    seed: Mixer,
}

impl Queries {
    pub(super) fn new(seed: Mixer) -> Self {
        Self {
            list: Vec::new(),
            interner: Interner::default(),
            seed,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, query: u32) -> Option<&Query> {
        self.list.get(at(query))
    }

    pub(super) fn find(&self, query: &Query) -> Option<u32> {
        self.find_by(self.hash(query), query)
    }

    /// Its number, and whether it is new.
    pub(super) fn add(&mut self, query: &Query) -> (u32, bool) {
        let hash = self.hash(query);
        if let Some(known) = self.find_by(hash, query) {
            return (known, false);
        }
        let new = number(self.list.len());
        self.list.push(query.clone());
        self.interner.insert(hash, new);
        (new, true)
    }

    fn find_by(&self, hash: u64, query: &Query) -> Option<u32> {
        self.interner.find(hash, |other| {
            self.get(other).is_some_and(|other| is_same(other, query))
        })
    }

    fn hash(&self, query: &Query) -> u64 {
        let mut mixer = self.seed;
        let (kind, parts) = parts(query);
        mixer.mix(kind);
        for part in parts {
            match part {
                Part::Nothing => {}
                Part::Number(number) => mixer.mix(number),
                Part::Exact(text) => mixer.write(text.as_bytes()),
                Part::Folded(text) => mixer.mix_folded(text),
            }
        }
        mixer.finish()
    }
}

fn is_same(one: &Query, other: &Query) -> bool {
    if one == other {
        return true;
    }
    let (kind, one) = parts(one);
    let (other_kind, other) = parts(other);
    kind == other_kind && one.iter().zip(&other).all(|(one, other)| one.is_same(other))
}

/// What tells questions apart.
#[derive(Clone, Copy)]
enum Part<'a> {
    Nothing,
    Number(u64),
    /// Text in which case may mean something.
    Exact(&'a str),
    /// Text in which it does not.
    Folded(&'a str),
}

impl Part<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => true,
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::Exact(one), Self::Exact(other)) => one == other,
            (Self::Folded(one), Self::Folded(other)) => {
                one.eq_ignore_ascii_case(other)
                    || !(one.is_ascii() && other.is_ascii()) && one.to_lowercase() == other.to_lowercase()
            }
            _ => false,
        }
    }
}

type Parts<'a> = [Part<'a>; 5];

/// What kind of question it is, and its parts.
fn parts(query: &Query) -> (u64, Parts<'_>) {
    use Part::{Exact, Folded, Nothing, Number};
    let pad = |one, two| [one, two, Nothing, Nothing, Nothing];
    match query {
        Query::System => (0, pad(Nothing, Nothing)),
        Query::ProcessorArchitecture => (1, pad(Nothing, Nothing)),
        Query::Processors => (2, pad(Nothing, Nothing)),
        Query::Languages => (3, pad(Nothing, Nothing)),
        Query::SystemMetric(index) => (4, pad(Number(i64::from(*index).cast_unsigned()), Nothing)),
        Query::RegistryKey(key) => (5, with_key(key, [Nothing; 3])),
        Query::RegistrySubkeys(key) => (6, with_key(key, [Nothing; 3])),
        Query::RegistryValue { key, value } => (7, with_key(key, [Folded(value), Nothing, Nothing])),
        Query::File {
            base: Base::None,
            path,
        } => (8, pad(Folded(path), Nothing)),
        Query::File {
            base: Base::Csidl(folder),
            path,
        } => (9, pad(Folded(path), Number((*folder).into()))),
        Query::File {
            base: Base::Registry { key, value },
            path,
        } => (10, with_key(key, [Folded(value), Folded(path), Nothing])),
        Query::MsiProduct(product) => (11, with_guids(*product, None, Nothing)),
        Query::MsiFeature { product, feature } => (12, with_guids(*product, None, Exact(feature))),
        Query::MsiComponent { product, component } => (13, with_guids(*product, Some(*component), Nothing)),
        Query::MsiPatch { product, patch } => (14, with_guids(*product, Some(*patch), Nothing)),
        Query::MsiVersion => (15, pad(Nothing, Nothing)),
        Query::CbsPackage(identity) => (16, pad(Folded(identity), Nothing)),
        Query::Wmi { namespace, query } => (17, pad(Folded(namespace), Exact(query))),
        Query::Licence(name) => (18, pad(Exact(name), Nothing)),
        Query::DeviceAttribute(name) => (19, pad(Exact(name), Nothing)),
        Query::Cluster => (20, pad(Nothing, Nothing)),
        Query::ClusterResource {
            key,
            value,
            prefix,
            suffix,
        } => (21, with_key(key, [Folded(value), Exact(prefix), Exact(suffix)])),
        Query::InstalledOnce(update) => (22, with_guids(*update, None, Nothing)),
        Query::Device(id) => (23, pad(Folded(id), Nothing)),
        Query::ComputerIds => (24, pad(Nothing, Nothing)),
    }
}

fn with_key<'a>(key: &'a RegistryKey, [a, b, c]: [Part<'a>; 3]) -> Parts<'a> {
    // The hive and the view in one number.
    let place = Part::Number(match key.hive {
        Hive::LocalMachine => u64::from(key.view32),
        Hive::LoopTarget => 2 + u64::from(key.view32),
    });
    [place, Part::Folded(&key.subkey), a, b, c]
}

fn with_guids(one: Guid, other: Option<Guid>, text: Part<'_>) -> Parts<'_> {
    let half = |guid: Guid| {
        let high = u64::from(guid.data1) << 32 | u64::from(guid.data2) << 16 | u64::from(guid.data3);
        (Part::Number(high), Part::Number(u64::from_le_bytes(guid.data4)))
    };
    let (a, b) = half(one);
    let (c, d) = other.map_or((Part::Nothing, Part::Nothing), half);
    [a, b, c, d, text]
}
