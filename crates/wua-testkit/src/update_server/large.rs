//! Catalogues as large as real ones, the same in each run, for measurements.

use std::fmt::Write as _;

use wua_com::Guid;

use super::catalogue::Catalogue;
use super::deployment::Approval;
use super::draft::Draft;
use super::metadata::CategoryType;

/// How large a catalogue is to be.
#[derive(Clone, Copy, Debug)]
pub struct Large {
    /// Revisions altogether.
    pub revisions: usize,
    /// Another number makes another catalogue.
    pub seed: u64,
    /// Whether what no bundle holds is approved for installation.
    pub is_approved: bool,
}

impl Default for Large {
    fn default() -> Self {
        Self {
            revisions: 20_000,
            seed: 1,
            is_approved: true,
        }
    }
}

/// What others depend on: about as many as a real agent has installed.
const PRODUCTS: usize = 60;
const CLASSIFICATIONS: usize = 9;
const DETECTOIDS: usize = 80;

/// Fills a catalogue: categories and detectoids that every computer has, and then software in all layers above them; an eighth
/// of it are bundles with their members.
pub fn fill(catalogue: &mut Catalogue, large: Large) -> Result<(), String> {
    let mut maker = Maker {
        random: large.seed | 1,
        catalogue,
        is_approved: large.is_approved,
        products: Vec::new(),
        classifications: Vec::new(),
        detectoids: Vec::new(),
    };
    maker.foundations()?;
    while maker.catalogue.len() < large.revisions {
        let left = large.revisions - maker.catalogue.len();
        if maker.below(8) == 0 && left > 4 {
            maker.bundle()?;
        } else {
            let id = maker.guid();
            let draft = maker.software(id);
            maker.publish(id, &draft)?;
        }
    }
    Ok(())
}

struct Maker<'a> {
    random: u64,
    catalogue: &'a mut Catalogue,
    is_approved: bool,
    products: Vec<Guid>,
    classifications: Vec<Guid>,
    detectoids: Vec<Guid>,
}

impl Maker<'_> {
    /// Xorshift: good enough to look like nothing in particular.
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from((self.next() >> 16) % end).unwrap_or_default()
    }

    fn guid(&mut self) -> Guid {
        Guid::from_u128((u128::from(self.next()) << 64) | u128::from(self.next()))
    }

    fn one_of(&mut self, list: fn(&Self) -> &Vec<Guid>) -> Guid {
        let at = self.below(list(self).len());
        list(self).get(at).copied().unwrap_or_default()
    }

    fn foundations(&mut self) -> Result<(), String> {
        let company = self.guid();
        self.catalogue
            .add_draft(&Draft::category(CategoryType::Company, company, "Contoso"))?;
        for number in 0..CLASSIFICATIONS {
            let id = self.guid();
            let title = format!("Classification {number}");
            self.catalogue
                .add_draft(&Draft::category(CategoryType::UpdateClassification, id, &title))?;
            self.classifications.push(id);
        }
        for number in 0..PRODUCTS {
            let id = self.guid();
            let draft = Draft::category(CategoryType::Product, id, &format!("Contoso Product {number}"));
            self.catalogue.add_draft(&draft.belongs_to(&[company]))?;
            self.products.push(id);
        }
        for number in 0..DETECTOIDS {
            let id = self.guid();
            // Something to evaluate, and true in the end.
            let rule = format!(
                "<Or><b.RegKeyExists Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\\Feature {number}\"/><True/></Or>"
            );
            let draft = Draft::detectoid(id, &format!("Contoso Feature {number} is here"), &rule);
            // Detectoids stand on each other, in chains.
            let draft = match self.detectoids.last().filter(|_| number % 20 != 0) {
                Some(before) => draft.requires(&[*before]),
                None => draft,
            };
            self.catalogue.add_draft(&draft)?;
            self.detectoids.push(id);
        }
        Ok(())
    }

    fn bundle(&mut self) -> Result<(), String> {
        let id = self.guid();
        let mut bundle = self.related(Draft::software(id, "")).installable_if("<True/>");
        for _ in 0..2 + self.below(2) {
            let member = self.guid();
            let draft = self.software(member).hidden();
            self.catalogue.add_draft(&draft)?;
            bundle = bundle.bundles(&[(member, 1)]);
        }
        let bundle = self.described(bundle);
        self.publish(id, &bundle)
    }

    fn publish(&mut self, id: Guid, draft: &Draft) -> Result<(), String> {
        self.catalogue.add_draft(draft)?;
        if self.is_approved {
            self.catalogue.approve(id, Approval::install())?;
        }
        Ok(())
    }

    /// An update of about 2.5 KB core and extended.
    fn software(&mut self, id: Guid) -> Draft {
        let draft = self.related(Draft::software(id, ""));
        let installed = self.rules(5);
        let installable = self.rules(4);
        let draft = self
            .described(draft)
            .installed_if(&format!("<And>{installed}</And>"))
            .installable_if(&format!(
                "<And><b.WindowsVersion Comparison=\"GreaterThanOrEqualTo\" MajorVersion=\"6\" MinorVersion=\"1\"/>\
                 <b.Processor Architecture=\"9\"/>{installable}</And>"
            ));
        let (mut sha1, mut sha256) = (Vec::new(), Vec::new());
        for _ in 0..4 {
            sha256.extend(self.next().to_be_bytes());
        }
        sha1.extend(sha256.iter().take(20));
        let size = u64::try_from(self.below(80 << 20)).unwrap_or_default();
        let product = self.guid();
        draft
            .described_file(
                &format!("contoso-{:x}-x64.msi", self.below(1 << 24)),
                &sha1,
                Some(&sha256),
                size,
                &[("PatchingType", "SelfContained")],
            )
            .property("MaxDownloadSize", &size.to_string())
            .msi(
                "contoso.msi",
                &format!("{{{product}}}"),
                "ALLUSERS=1 REBOOT=ReallySuppress",
            )
    }

    fn related(&mut self, draft: Draft) -> Draft {
        let product = self.one_of(|maker| &maker.products);
        let classification = self.one_of(|maker| &maker.classifications);
        let detectoids = [
            self.one_of(|maker| &maker.detectoids),
            self.one_of(|maker| &maker.detectoids),
        ];
        let superseded = self.guid();
        draft
            .belongs_to(&[product])
            .belongs_to(&[classification])
            .requires(&detectoids)
            .supersedes(superseded)
    }

    fn described(&mut self, draft: Draft) -> Draft {
        let number = 1_000_000 + self.below(8_999_999);
        let title = format!(
            "2026-{:02} Update for Contoso Product (KB{number})",
            1 + self.below(12)
        );
        let about = "A problem has been identified in a Contoso software product that could affect your computer. You can \
                     help protect it by installing this update. After you install it, you may have to restart.";
        draft
            .text("en", &title, about)
            .text("de", &title, about)
            .property("MsrcSeverity", "Important")
            .property("IsBeta", "false")
            .behavior(
                "InstallationBehavior",
                &[("RebootBehavior", "CanRequestReboot"), ("Impact", "Normal")],
            )
            .element("SupportUrl", "https://support.contoso.example/")
            .element("CveID", &format!("CVE-2026-{:05}", number % 100_000))
            .element("KBArticleID", &number.to_string())
    }

    fn rules(&mut self, count: usize) -> String {
        let mut rules = String::new();
        for _ in 0..count {
            let (place, version) = (self.below(1 << 20), self.below(1 << 12));
            let _ = match self.below(3) {
                0 => write!(
                    rules,
                    "<b.RegSzToVersion Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\\Products\\{place:08X}\" \
                     Value=\"Version\" Comparison=\"GreaterThanOrEqualTo\" Data=\"10.{version}.0.0\"/>"
                ),
                1 => write!(
                    rules,
                    "<b.FileVersion Csidl=\"38\" Path=\"Contoso\\Product\\{place:08X}.dll\" \
                     Comparison=\"GreaterThanOrEqualTo\" Version=\"10.{version}.3.1\"/>"
                ),
                _ => write!(
                    rules,
                    "<Not><b.RegDword Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\\Setup\\{place:08X}\" \
                     Value=\"Installed\" Comparison=\"EqualTo\" Data=\"{version}\"/></Not>"
                ),
            };
        }
        rules
    }
}
