//! Gathers what decides: what is installed, what the archives have of it, how apt is configured.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use wua_com::Error;

use crate::architectures;
use crate::computer::{Computer, Packages};
use crate::configuration::Configuration;
use crate::error::joined;
use crate::index::{Index, Lists};
use crate::inputs;
use crate::sources;

/// What decides.
pub(crate) struct Facts {
    /// Of all files that they were read from.
    pub(crate) stamp: String,
    /// The folder with the lists.
    lists: PathBuf,
    pub(crate) packages: Arc<Packages>,
    pub(crate) index: Index,
    pub(crate) configuration: Configuration,
    /// The native architecture first.
    pub(crate) architectures: Vec<String>,
    /// Of all sources.
    pub(crate) hosts: HashSet<String>,
}

/// Gathers it all. `folder` has the lists of the archives.
pub(crate) fn gather(computer: &Computer, folder: &Path) -> Result<Facts, Error> {
    let stamp = inputs::stamp(computer.root(), &[folder.to_owned()]);
    let architectures = architectures::of(computer.root());
    thread::scope(|scope| {
        // apt-config is another program: meanwhile there is much to read.
        let asked = scope.spawn(|| computer.apt().configuration());
        let packages = computer.installed()?;
        let sources = sources::of_root(computer.root())?;
        let lists = Lists::new(computer.root(), folder, &sources, &architectures);
        let index = lists.read(&packages.names())?;
        let configuration = joined(asked.join())??;
        Ok(Facts {
            stamp,
            lists: folder.to_owned(),
            packages,
            index,
            configuration,
            architectures: architectures.clone(),
            hosts: sources.into_iter().map(|source| source.uri.host).collect(),
        })
    })
}

impl Facts {
    /// Whether nothing of it has changed since.
    pub(crate) fn hold(&self, root: &Path) -> bool {
        self.stamp == inputs::stamp(root, std::slice::from_ref(&self.lists))
    }

    /// What spares apt-get asking dpkg several times a run which architectures there are.
    pub(crate) fn architecture_option(&self) -> Option<[String; 2]> {
        let is_known =
            self.configuration.is_known() && self.configuration.architectures() == self.architectures;
        let option = || format!("APT::Architectures={}", self.architectures.join(","));
        is_known.then(|| ["-o".to_owned(), option()])
    }

    /// What the archives have of packages that are not installed, for the answer that installs them.
    pub(crate) fn learn_of(&mut self, computer: &Computer, names: &HashSet<&str>) -> Result<(), Error> {
        let sources = sources::of_root(computer.root())?;
        let lists = Lists::new(computer.root(), &self.lists, &sources, &self.architectures);
        lists.read_more(&mut self.index, names)
    }
}
