//! What the tests share: packages as text, catalogues in folders of their own, and the service that reads them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use wua_agent::http::{Body, Http, Request, Response};
use wua_agent::ports::{
    Abort, Applied, ApplyOptions, Conditions, LeftOut, Memory, News, Offer, Service, ServiceProvider,
    ServiceRequest, SystemState, Target,
};
use wua_agent::{Applicability, Category, ProxySettings, Revision, Update};
use wua_com::{Error, Guid, code};
use wua_defs::enums::UpdateOperation;
use wua_wsus::Catalogues;

/// A file of the testdata.
pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

pub(crate) fn text(name: &str) -> String {
    std::fs::read_to_string(testdata(name)).unwrap()
}

/// The first identifier of a package that [`package`] writes.
pub(crate) const ID: &str = "5e7e1111-0000-4000-8000-000000000001";

/// A package with a program to run, for tests that change one thing of it.
pub(crate) fn package(id: &str, title: &str) -> String {
    text("small.sdp").replace(ID, id).replace("A small tool", title)
}

/// A catalogue of packages.
pub(crate) fn catalogue(packages: &[&str]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<smc:SystemsManagementCatalog \
         xmlns:smc=\"http://schemas.microsoft.com/sms/2005/04/CorporatePublishing/SystemsManagementCatalog.xsd\">{}\
         </smc:SystemsManagementCatalog>",
        packages.join("\n")
    )
}

/// What became of a document.
pub(crate) fn load(document: impl AsRef<[u8]>) -> (Vec<Arc<Revision>>, Vec<LeftOut>) {
    wua_wsus::fuzzing::catalogue(document.as_ref()).unwrap()
}

/// The only update of a document.
pub(crate) fn only(document: impl AsRef<[u8]>) -> Arc<Revision> {
    let (mut revisions, left_out) = load(document);
    assert_eq!((revisions.len(), left_out), (1, Vec::new()));
    revisions.remove(0)
}

/// Why the only package of a document is left out.
pub(crate) fn reason(document: impl AsRef<[u8]>) -> String {
    let (revisions, mut left_out) = load(document);
    assert_eq!((revisions.len(), left_out.len()), (0, 1), "{left_out:?}");
    left_out.remove(0).reason
}

/// A folder for a catalogue.
pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, contents) in files {
            folder.write(name, contents);
        }
        folder
    }

    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), contents).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// Opens the catalogue at a path.
pub(crate) fn open(path: &Path) -> Result<Arc<dyn Service>, Error> {
    let request = ServiceRequest::Catalogue {
        name: "Contoso",
        id: Guid::NIL,
        path,
    };
    Catalogues::new(Arc::new(NoNetwork)).open(&request).unwrap()
}

/// What a catalogue offers.
pub(crate) fn offer(path: &Path) -> Result<Offer, Error> {
    match sync(open(path)?.as_ref(), "")? {
        News::Changed(offer) => Ok(offer),
        News::Unchanged(_) => panic!("nothing is remembered"),
    }
}

pub(crate) fn sync(service: &dyn Service, stamp: &str) -> Result<News, Error> {
    let mut memory = Memory::EMPTY;
    memory.stamp = stamp;
    service.sync(
        &Nowhere,
        &memory,
        &conditions(&ProxySettings::default(), &Abort::default()),
    )
}

pub(crate) fn conditions<'a>(proxy: &'a ProxySettings, abort: &'a Abort) -> Conditions<'a> {
    Conditions { proxy, abort }
}

/// Names of categories by their identifiers.
pub(crate) fn names(categories: &[Arc<Category>]) -> BTreeMap<Guid, String> {
    categories
        .iter()
        .map(|category| (category.id, category.name(&[]).to_owned()))
        .collect()
}

/// Nobody is reached.
pub(crate) struct NoNetwork;

impl Http for NoNetwork {
    fn send(&self, request: &Request<'_>, _: &Conditions<'_>, _: &mut dyn Body) -> Result<Response, Error> {
        Err(Error::new(code::WU_E_PT_WINHTTP_NAME_NOT_RESOLVED, request.url))
    }
}

/// No computer at all.
pub(crate) struct Nowhere;

impl Target for Nowhere {
    fn evaluate(&self, _: &Revision) -> Applicability {
        Applicability::default()
    }

    fn apply(
        &self,
        _: &Update,
        _: UpdateOperation,
        _: &Path,
        _: &ApplyOptions,
        _: &mut dyn FnMut(i32),
        _: &Abort,
    ) -> Result<Applied, Error> {
        Err(code::E_NOTIMPL.into())
    }

    fn system(&self) -> SystemState {
        SystemState::default()
    }

    fn commit(&self) -> Result<(), Error> {
        Ok(())
    }
}
