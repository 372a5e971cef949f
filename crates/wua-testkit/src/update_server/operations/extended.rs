//! `GetExtendedUpdateInfo`, `GetExtendedUpdateInfo2` and `GetFileLocations` ([MS-WUSP] 3.1.5.9 and 3.1.5.10).

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::super::base64;
use super::super::content;
use super::super::fault::Fault;
use super::super::fragments::Fragments;
use super::super::metadata::Metadata;
use super::super::plan::Lie;
use super::super::xml::{Node, leaf};
use super::refresh::identity;
use super::sync::{shown_by_index, told, write_ids};
use super::{Call, numbers, texts};

/// Files by their SHA-1, with a name.
type Files = BTreeMap<Vec<u8>, String>;

impl Call<'_> {
    pub(super) fn get_extended_update_info(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        let ids = numbers(self.parameters.child("revisionIDs"));
        if ids.len() > self.state.settings.most_extended {
            self.complain("more revisionIDs than MaxExtendedUpdatesPerRequest allows");
            return Err(Fault::parameter("revisionIDs"));
        }
        if let Some(id) = ids.iter().find(|id| !self.state.told.contains(id)) {
            self.complain(&format!("the id {id} was never told"));
        }
        let kinds = self.kinds()?;
        let group = self.state.group(&cookie.client);
        let scope = self.state.catalogue.scope(&group);
        let (known, lost): (Vec<i32>, Vec<i32>) = ids.iter().partition(|id| scope.shown.contains_key(id));
        let found = known
            .iter()
            .filter_map(|id| Some((*id, scope.shown.get(id)?.index)));
        let (mut out, files) = self.fragments(&kinds, &found.collect::<Vec<_>>());
        let has_locations = kinds.iter().any(|kind| kind == "Extended" || kind == "Eula");
        self.write_locations(files.iter().filter(|_| has_locations), false, &mut out);
        write_ids("OutOfScopeRevisionIDs", lost.into_iter(), &mut out);
        Ok(format!(
            "<GetExtendedUpdateInfoResult>{out}</GetExtendedUpdateInfoResult>"
        ))
    }

    pub(super) fn get_extended_update_info_2(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        let kinds = self.kinds()?;
        let group = self.state.group(&cookie.client);
        let scope = self.state.catalogue.scope(&group);
        let shown = shown_by_index(&scope);
        let wanted = self
            .parameters
            .child("updateIDs")
            .into_iter()
            .flat_map(Node::children);
        let found = wanted.filter_map(|node| {
            let (update, revision) = identity(node)?;
            let index = self.state.catalogue.of_identity(update, revision)?;
            Some((shown.get(&index)?.0, index))
        });
        let found: Vec<_> = found.collect();
        if found.len() > self.state.settings.most_extended {
            self.complain("more updateIDs than MaxExtendedUpdatesPerRequest allows");
            return Err(Fault::parameter("updateIDs"));
        }
        let (mut out, files) = self.fragments(&kinds, &found);
        let has_locations = kinds.iter().any(|kind| kind == "FileUrl");
        self.write_locations(files.iter().filter(|_| has_locations), true, &mut out);
        Ok(format!(
            "<GetExtendedUpdateInfo2Result>{out}</GetExtendedUpdateInfo2Result>"
        ))
    }

    pub(super) fn get_file_locations(&mut self) -> Result<String, Fault> {
        let cookie = self.state.cookie(self.operation.name(), self.parameters)?;
        let digests = texts(self.parameters.child("fileDigests"));
        let digests: Vec<Vec<u8>> = digests.iter().filter_map(|text| base64::decode(text)).collect();
        if digests.iter().any(|digest| digest.len() != 20) {
            self.complain("fileDigests have to be SHA-1, 20 bytes each");
            return Err(Fault::parameter("fileDigests"));
        }
        let entries = &self.state.catalogue.entries;
        let all: HashMap<Vec<u8>, String> = entries
            .iter()
            .flat_map(|entry| files_of(&entry.metadata))
            .collect();
        let found = digests.iter().filter_map(|digest| all.get_key_value(digest));
        let found: Files = found
            .map(|(digest, name)| (digest.clone(), name.clone()))
            .collect();
        let mut out = String::new();
        self.write_locations(found.iter(), false, &mut out);
        self.state.give(cookie, "NewCookie", &mut out);
        Ok(format!("<GetFileLocationsResult>{out}</GetFileLocationsResult>"))
    }

    /// Which fragments are asked for. Texts are asked for in some language.
    fn kinds(&mut self) -> Result<Vec<String>, Fault> {
        let kinds = texts(self.parameters.child("infoTypes"));
        if kinds.is_empty() {
            self.complain("infoTypes is empty");
            return Err(Fault::parameter("infoTypes"));
        }
        let has_texts = kinds
            .iter()
            .any(|kind| kind == "LocalizedProperties" || kind == "Eula");
        if has_texts && self.parameters.child("locales").is_none() {
            self.complain("locales are missing");
            return Err(Fault::parameter("locales"));
        }
        Ok(kinds)
    }

    /// `Updates`, and the files of the revisions. OBSERVED: fragments of one revision do not stand together.
    fn fragments(&self, kinds: &[String], revisions: &[(i32, usize)]) -> (String, Files) {
        let locales = texts(self.parameters.child("locales"));
        let (mut updates, mut files) = (String::new(), Files::new());
        let mut lie = self.lie;
        let unsaid = usize::from(lie == Some(Lie::Silent));
        for kind in kinds {
            for (id, index) in revisions.iter().skip(unsaid) {
                let Some(entry) = self.state.catalogue.entries.get(*index) else {
                    continue;
                };
                for fragment in fragments_of(&entry.metadata.fragments, kind, &locales) {
                    let mut one = String::from("<Update>");
                    let id = if lie == Some(Lie::OtherIds) { id + 1 } else { *id };
                    leaf(&mut one, "ID", id);
                    leaf(&mut one, "Xml", told(fragment, lie));
                    one.push_str("</Update>");
                    updates.push_str(&one);
                    if lie == Some(Lie::Duplicates) {
                        updates.push_str(&one);
                    }
                    lie = lie.filter(|lie| !matches!(lie, Lie::Huge(_)));
                }
                files.extend(files_of(&entry.metadata));
            }
        }
        let mut out = String::with_capacity(updates.len() + 500);
        if !updates.is_empty() {
            let _ = write!(out, "<Updates>{updates}</Updates>");
        }
        (out, files)
    }

    /// `FileLocations`, where the client believes the server to be.
    fn write_locations<'b>(
        &self,
        files: impl Iterator<Item = (&'b Vec<u8>, &'b String)>,
        has_algorithm: bool,
        out: &mut String,
    ) {
        let base = self.state.settings.content_base.as_deref().unwrap_or(self.base);
        let mut locations = String::new();
        for (sha1, name) in files.filter(|_| self.state.settings.tells_places) {
            locations.push_str("<FileLocation>");
            leaf(&mut locations, "FileDigest", base64::encode(sha1));
            leaf(
                &mut locations,
                "Url",
                format!("{base}{}", content::path(sha1, name)),
            );
            if has_algorithm {
                leaf(&mut locations, "FileDigestAlgorithm", "SHA1");
            }
            locations.push_str("</FileLocation>");
        }
        if !locations.is_empty() {
            let _ = write!(out, "<FileLocations>{locations}</FileLocations>");
        }
    }
}

/// The fragments of a kind. Texts come in the languages that were asked for, and always in English.
fn fragments_of<'a>(fragments: &'a Fragments, kind: &str, locales: &[String]) -> Vec<&'a str> {
    let is_wanted = |language: &str| {
        let mut wanted = locales.iter().map(String::as_str).chain(["en"]);
        wanted.any(|locale| locale.eq_ignore_ascii_case(language))
    };
    match kind {
        "Core" => vec![&fragments.core],
        "Extended" => vec![&fragments.extended],
        "LocalizedProperties" => {
            let texts = fragments.localized.iter();
            let wanted = texts.filter(|(language, _)| is_wanted(language));
            wanted.map(|(_, xml)| xml.as_str()).collect()
        }
        "Eula" => {
            let eulas = fragments.eulas.iter().filter(|eula| is_wanted(&eula.language));
            eulas.map(|eula| eula.xml.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The files of a revision, and those of its licences.
fn files_of(metadata: &Metadata) -> Vec<(Vec<u8>, String)> {
    let files = metadata
        .files
        .iter()
        .map(|file| (file.sha1.clone(), file.name.clone()));
    let eulas = metadata.fragments.eulas.iter().filter_map(|eula| {
        let node = Node::parse_fragment(&eula.xml).ok()?;
        let file = node.child("EulaFile")?;
        let sha1 = base64::decode(file.attribute("Digest")?)?;
        Some((sha1, file.attribute("FileName").unwrap_or_default().to_owned()))
    });
    files.chain(eulas).collect()
}
