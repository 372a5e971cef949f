//! Packages of other publishers, and large catalogues.

use std::collections::HashMap;

use wua_com::Guid;
use wua_testkit::update_server::{Draft, Kind, Large, UpdateServer, fill};

use super::client::Tiny;
use super::flow::assert_no_complaints;

const SUITE: &str = r#"<?xml version="1.0"?>
<p:SoftwareDistributionPackage SchemaVersion="1.0"
    xmlns:p="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/SoftwareDistributionPackage.xsd"
    xmlns:lar="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/LogicalApplicabilityRules.xsd"
    xmlns:bar="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/BaseApplicabilityRules.xsd"
    xmlns:msiar="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/MsiApplicabilityRules.xsd"
    xmlns:cmd="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/Installers/CommandLineInstallation.xsd"
    xmlns:msi="http://schemas.microsoft.com/wsus/2005/04/CorporatePublishing/Installers/MsiInstallation.xsd">
  <p:Properties PackageID="5e7e1111-0000-4000-8000-0000000000c0" CreationDate="2026-03-02" VendorName="Contoso">
    <p:MoreInfoUrl>https://contoso.example/more</p:MoreInfoUrl><p:ProductName>Suite</p:ProductName></p:Properties>
  <p:LocalizedProperties><p:Language>en</p:Language><p:Title>Contoso Suite</p:Title></p:LocalizedProperties>
  <p:UpdateSpecificData UpdateClassification="Security Updates" MsrcSeverity="Critical"><p:KBArticleID>4711</p:KBArticleID>
  </p:UpdateSpecificData>
  <p:IsInstallable><bar:Processor Architecture="9"/></p:IsInstallable>
  <p:SupersededPackages><p:PackageID>5e7e1111-0000-4000-8000-0000000000cf</p:PackageID></p:SupersededPackages>
  ITEMS
</p:SoftwareDistributionPackage>"#;

const MSI: &str = r#"<p:InstallableItem ID="5e7e1111-0000-4000-8000-0000000000c1"><p:ApplicabilityRules>
    <p:IsInstalled><msiar:MsiProductInstalled ProductCode="{1}"/></p:IsInstalled><p:IsInstallable><lar:True/></p:IsInstallable>
    </p:ApplicabilityRules><p:InstallProperties RebootBehavior="NeverReboots"/>
    <msi:MsiInstallerData MsiFile="a.msi" ProductCode="{1}" CommandLine="A=1"/>
    <p:OriginFile Digest="h6zsF82dzSCnFsws9nQXtxyKcBY=" FileName="a.msi" Size="10" Modified="2026-03-01T12:00:00Z"/>
    </p:InstallableItem>"#;

const PROGRAM: &str = r#"<p:InstallableItem ID="second"><p:ApplicabilityRules><p:IsInstallable><lar:True/></p:IsInstallable>
    </p:ApplicabilityRules><cmd:CommandLineInstallerData Program="b.exe" Arguments="/q"><cmd:ReturnCode Code="0" Result="Succeeded"/>
    </cmd:CommandLineInstallerData>
    <p:OriginFile Digest="h6zsF82dzSCnFsws9nQXtxyKcBY=" FileName="b.exe" Size="10" Modified="2026-03-01T12:00:00Z"/>
    </p:InstallableItem>"#;

fn package(items: &[&str]) -> String {
    SUITE.replace("ITEMS", &items.concat())
}

#[test]
fn a_package_with_one_item_is_one_update_with_the_rules_of_both() {
    let server = UpdateServer::start().unwrap();
    server.catalogue(|catalogue| {
        let stored = catalogue.content.add("a.msi", *b"0123456789");
        let files = HashMap::from([("a.msi".to_owned(), stored)]);
        let imported = catalogue.add_package(&package(&[MSI]), &files).unwrap();
        assert_eq!(
            (imported.title.as_str(), imported.missing.len()),
            ("Contoso Suite", 0)
        );
        let metadata = catalogue.metadata(imported.update).unwrap();
        assert!(metadata.fragments.core.contains(
            "<IsInstalled><m.MsiProductInstalled ProductCode=\"{1}\"/></IsInstalled>\
             <IsInstallable><And><b.Processor Architecture=\"9\"/><True/></And></IsInstallable>"
        ));
        let extended = &metadata.fragments.extended;
        assert!(extended.contains("MsrcSeverity=\"Critical\""));
        assert!(
            extended
                .contains("<HandlerSpecificData type=\"msp:WindowsInstallerApp\"><MsiData MsiFile=\"a.msi\"")
        );
        assert!(extended.contains("<AdditionalDigest Algorithm=\"SHA256\">"));
        assert_eq!(metadata.prerequisites.len(), 2);
        assert_eq!(metadata.superseded.len(), 1);
        // The company, the product, the classification, and the update itself.
        assert_eq!(catalogue.len(), 4);
        // Imported once more it is a newer revision.
        catalogue.add_package(&package(&[MSI]), &files).unwrap();
        assert_eq!(catalogue.metadata(imported.update).unwrap().revision, 2);
    });
}

#[test]
fn a_package_with_several_items_is_a_bundle_with_members_that_nobody_sees() {
    let server = UpdateServer::start().unwrap();
    server.catalogue(|catalogue| {
        let imported = catalogue
            .add_package(&package(&[MSI, PROGRAM]), &HashMap::new())
            .unwrap();
        assert_eq!(imported.missing, ["a.msi", "b.exe"]);
        let bundle = catalogue.metadata(imported.update).unwrap().clone();
        assert_eq!(bundle.bundled.len(), 2);
        assert!(bundle.files.is_empty());
        assert_eq!(catalogue.approve_everything(), 1);
    });
    let mut client = Tiny::new(&server);
    client.greet("");
    let synced = client.sync(&[]);
    let actions: Vec<&str> = synced.new.iter().map(|update| update.action.as_str()).collect();
    assert_eq!(actions.iter().filter(|action| **action == "Bundle").count(), 2);
    assert_eq!(actions.iter().filter(|action| **action == "Install").count(), 1);
    assert_no_complaints(&server);
}

#[test]
fn a_folder_is_imported_with_its_files_bundles_come_last_and_what_is_broken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let bundle = package(&[
        "<p:BundledPackages><p:PackageID>5e7e1111-0000-4000-8000-0000000000c0</p:PackageID></p:BundledPackages>",
    ]);
    // Its name comes first, and what it bundles later.
    write(
        "a.sdp",
        &bundle.replace("0000000000c0\" Creation", "0000000000d0\" Creation"),
    );
    write("z.sdp", &package(&[MSI]));
    write("a.msi", "0123456789");
    let server = UpdateServer::start().unwrap();
    let found = server.catalogue(|catalogue| catalogue.add_folder(folder.path()).unwrap());
    assert_eq!(found.imported.len(), 2);
    assert!(found.imported.iter().all(|package| package.missing.is_empty()));
    assert_eq!(found.refused, Vec::<String>::new());
    write("broken.sdp", "<p");
    let server = UpdateServer::start().unwrap();
    let found = server.catalogue(|catalogue| catalogue.add_folder(folder.path()).unwrap());
    assert_eq!(found.imported.len(), 2);
    let [refused] = found.refused.as_slice() else {
        panic!("{:?}", found.refused)
    };
    assert!(refused.contains("broken.sdp"), "{refused}");
}

#[test]
fn what_requires_something_that_is_not_here_is_named() {
    let groups = "<p:Prerequisites><p:AtLeastOne><p:PackageID>5e7e1111-0000-4000-8000-0000000000ce</p:PackageID>\
                  </p:AtLeastOne></p:Prerequisites>";
    let server = UpdateServer::start().unwrap();
    server.catalogue(|catalogue| {
        let package = catalogue
            .add_package(&package(&[groups, MSI]), &HashMap::new())
            .unwrap();
        let required = Guid::literal("5e7e1111-0000-4000-8000-0000000000ce");
        assert_eq!(catalogue.unsatisfiable(), [(package.update, vec![required])]);
        catalogue
            .add_draft(&Draft::detectoid(required, "x", "<True/>"))
            .unwrap();
        assert_eq!(catalogue.unsatisfiable(), []);
    });
}

#[test]
fn whole_documents_are_imported_too() {
    let document = "<u:Update xmlns:u='http://schemas.microsoft.com/msus/2002/12/Update'>\
        <u:UpdateIdentity UpdateID='5e7e1111-0000-4000-8000-0000000000e0' RevisionNumber='3'/>\
        <u:Properties UpdateType='Detectoid'/></u:Update>";
    let server = UpdateServer::start().unwrap();
    server.catalogue(|catalogue| {
        let imported = catalogue.add_package(document, &HashMap::new()).unwrap();
        let metadata = catalogue.metadata(imported.update).unwrap();
        assert_eq!((metadata.revision, metadata.kind), (3, Kind::Detectoid));
        let again = Draft::detectoid(imported.update, "x", "<True/>").revision(3);
        assert!(catalogue.add_draft(&again).unwrap_err().contains("revision 3"));
        assert!(catalogue.decline(Guid::NIL).is_err());
    });
}

#[test]
fn large_catalogues_are_the_same_each_time_and_of_realistic_size() {
    let large = Large {
        revisions: 1000,
        ..Large::default()
    };
    let filled = || {
        let server = UpdateServer::start().unwrap();
        server.catalogue(|catalogue| fill(catalogue, large).unwrap());
        server
    };
    let (one, other) = (filled(), filled());
    let sizes = |server: &UpdateServer| {
        server.catalogue(|catalogue| {
            let updates = catalogue.updates();
            let fragments = updates
                .iter()
                .map(|update| &catalogue.metadata(*update).unwrap().fragments);
            fragments
                .map(|fragments| fragments.core.len() + fragments.extended.len())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(sizes(&one), sizes(&other));
    let software = sizes(&one).split_off(150);
    let average = software.iter().sum::<usize>() / software.len();
    assert!((2000..3200).contains(&average), "{average}");

    // All of it arrives, and what is installed of it stays far below the limit.
    one.adjust(|settings| settings.page_size = 100);
    let mut client = Tiny::new(&one);
    client.greet("");
    let synced = client.sync(&[]);
    assert_eq!(synced.new.len(), 1000);
    assert!(synced.has.iter().filter(|update| !update.is_leaf).count() < 200);
    assert_no_complaints(&one);
}
