//! Gathers what decides: what is installed, what the archives have of it, how apt is configured.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use wua_com::Error;

use crate::architectures;
use crate::computer::{Computer, Packages};
use crate::configuration::Configuration;
use crate::error::joined;
use crate::index::{Index, Lists};
use crate::sources;

/// What decides.
pub(crate) struct Facts {
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
    let architectures = architectures::of(computer.root());
    thread::scope(|scope| {
        // apt-config is another program: meanwhile there is much to read.
        let asked = scope.spawn(|| {
            let mut program = computer.apt().question("apt-config")?;
            Configuration::ask(&mut program.command, computer.root())
        });
        let packages = computer.installed()?;
        let sources = sources::of_root(computer.root())?;
        let lists = Lists::new(computer.root(), folder, &sources, &architectures);
        let index = lists.read(&packages.names())?;
        let configuration = joined(asked.join())??;
        Ok(Facts {
            packages,
            index,
            configuration,
            architectures: architectures.clone(),
            hosts: sources.into_iter().map(|source| source.uri.host).collect(),
        })
    })
}

impl Facts {
    /// What the archives have of packages that are not installed, for the answer that installs them.
    pub(crate) fn learn_of(
        &mut self,
        computer: &Computer,
        folder: &Path,
        names: &HashSet<&str>,
    ) -> Result<(), Error> {
        let sources = sources::of_root(computer.root())?;
        let lists = Lists::new(computer.root(), folder, &sources, &self.architectures);
        lists.read_more(&mut self.index, names)
    }
}
