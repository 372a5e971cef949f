//! `ICategory`.

use wua_model::proxy::{ICategory, ICategoryCollection, ISearchResult};

use crate::museum::{FRENCH, JAPANESE, Museum, SPANISH, Scripted, remote, seen_by, updates};

const COMPANY: &str = "00001901-00c0-4000-8000-000000000001";

fn categories(collection: &ICategoryCollection) -> Vec<ICategory> {
    (0..collection.count().unwrap())
        .map(|index| collection.item(index).unwrap())
        .collect()
}

fn names(categories: &[ICategory]) -> Vec<String> {
    categories
        .iter()
        .map(|category| category.name().unwrap().to_string())
        .collect()
}

/// The museum as a category: everything of it is below.
fn museum_of(result: &ISearchResult) -> ICategory {
    let roots = categories(&result.root_categories().unwrap());
    roots
        .into_iter()
        .find(|root| *root.category_id().unwrap() == *COMPANY)
        .unwrap()
}

/// A product, reached from above.
fn product(result: &ISearchResult, family: usize, index: usize) -> ICategory {
    let families = categories(&museum_of(result).children().unwrap());
    categories(&families[family].children().unwrap())[index].clone()
}

#[test]
fn b105_a_category_is_of_one_of_four_types() {
    let museum = Museum::open();
    let result = museum.search("");
    let company = museum_of(&result);
    let family = categories(&company.children().unwrap())[0].clone();
    let product = categories(&family.children().unwrap())[0].clone();
    let roots = categories(&result.root_categories().unwrap());
    let classification = roots
        .iter()
        .find(|root| *root.name().unwrap() == *"Security Updates")
        .unwrap();
    for (category, expected) in [
        (&company, "Company"),
        (&family, "ProductFamily"),
        (&product, "Product"),
        (classification, "UpdateClassification"),
    ] {
        assert_eq!(&*category.r#type().unwrap(), expected);
    }
    assert_eq!(
        &*classification.category_id().unwrap(),
        "0fa1201d-4330-4fa8-8ae9-b877473b6441"
    );
}

#[test]
fn b106_a_root_has_no_parent_and_everything_else_has_one() {
    let museum = Museum::open();
    let result = museum.search("");
    let company = museum_of(&result);
    assert!(company.parent().unwrap().is_none());
    let family = categories(&company.children().unwrap())[0].clone();
    assert_eq!(
        family.parent().unwrap().unwrap().object,
        company.object,
        "it is the same object"
    );
    let of_update = categories(&museum.update("orrery-2026-05").categories().unwrap());
    let orrery = of_update.last().unwrap();
    assert_eq!(
        &*orrery.parent().unwrap().unwrap().name().unwrap(),
        "Astronomical Instruments"
    );
    assert_eq!(
        Scripted::new(&company).get("Parent"),
        wua_com::Value::Object(None)
    );
}

#[test]
fn b107_b108_children_stand_in_display_order() {
    let museum = Museum::open();
    let children = categories(&museum_of(&museum.search("")).children().unwrap());
    assert_eq!(
        names(&children),
        ["Calculating Machines", "Astronomical Instruments", "Curiosities"]
    );
    let orders: Vec<i32> = children.iter().map(|child| child.order().unwrap()).collect();
    assert_eq!(orders, [10, 20, 30]);
    let products = categories(&children[1].children().unwrap());
    assert_eq!(names(&products), ["Antikythera Clock", "Orrery"]);
}

#[test]
fn b025_b107_roots_stand_in_display_order() {
    let museum = Museum::open();
    let roots = categories(&museum.search("").root_categories().unwrap());
    let orders: Vec<i32> = roots.iter().map(|root| root.order().unwrap()).collect();
    assert!(orders.is_sorted(), "{orders:?}");
}

#[test]
fn b108_a_product_has_nothing_below_it() {
    let museum = Museum::open();
    let orrery = product(&museum.search(""), 1, 1);
    assert_eq!(&*orrery.name().unwrap(), "Orrery");
    assert_eq!(orrery.children().unwrap().count().unwrap(), 0);
}

#[test]
fn b109_a_category_has_its_applicable_updates_installed_or_not() {
    let museum = Museum::open();
    let result = museum.search("IsInstalled=0 and Type='Driver'");
    let orrery = product(&result, 1, 1);
    let found = orrery.updates().unwrap();
    assert!(found.read_only().unwrap());
    let titles: Vec<_> = updates(&found)
        .iter()
        .map(|update| update.title().unwrap())
        .collect();
    let has = |title: &str| titles.iter().any(|known| **known == *title);
    assert!(
        has("2026-05 Cumulative Security Update for Orrery (KB5081905)"),
        "whether it was searched or not"
    );
    assert!(has("Brass polish (KB5081936)"), "installed");
    assert!(!has("Steam whistle (KB5081935)"), "not applicable");
    assert!(!has("Lid for the music box (KB5081945)"), "of another category");

    let family = orrery
        .parent()
        .unwrap()
        .unwrap()
        .updates()
        .unwrap()
        .count()
        .unwrap();
    assert!(
        family > found.count().unwrap(),
        "a family has the updates of its products"
    );
}

#[test]
fn b105_b108_names_and_descriptions_in_the_languages_that_the_museum_speaks() {
    let museum = Museum::open();
    for (locale, name, description) in [
        (0x0409, "Orrery", "A clockwork with planets, for windowsills"),
        (
            SPANISH,
            "Planetario mecánico",
            "Un mecanismo de relojería con planetas, para el alféizar",
        ),
        (
            FRENCH,
            "Planétaire mécanique",
            "Un mécanisme d’horlogerie à planètes, pour rebord de fenêtre",
        ),
        (JAPANESE, "Orrery", "A clockwork with planets, for windowsills"),
    ] {
        let orrery = categories(&museum.update_in(locale, "orrery-2026-05").categories().unwrap())[1].clone();
        assert_eq!(&*orrery.name().unwrap(), name);
        assert_eq!(&*orrery.description().unwrap(), description);
        assert_eq!(
            Scripted::new(&orrery).default(&[]).unwrap(),
            name.into(),
            "the name is what it is to a script"
        );
    }
}

#[test]
fn b105_some_categories_have_a_picture() {
    let museum = Museum::open();
    let result = museum.search("");
    let image = product(&result, 1, 1).image().unwrap().unwrap();
    assert_eq!(&*image.alt_text().unwrap(), "An orrery of brass");
    assert_eq!(
        &*image.source().unwrap(),
        "https://museum.example/images/orrery.png"
    );
    assert_eq!((image.width().unwrap(), image.height().unwrap()), (32, 32));
    assert!(product(&result, 1, 0).image().unwrap().is_none());
}

#[test]
fn b105_b106_b107_b108_b109_categories_are_read_from_other_computers() {
    let museum = Museum::open();
    let company: ICategory = seen_by(&museum_of(&museum.search("")), &remote());
    assert_eq!(&*company.r#type().unwrap(), "Company");
    assert!(company.parent().unwrap().is_none());
    assert_eq!(company.order().unwrap(), 1);
    assert_eq!(company.children().unwrap().count().unwrap(), 3);
    assert!(company.updates().unwrap().count().unwrap() > 0);
    assert_eq!(
        &*company.image().unwrap().unwrap().alt_text().unwrap(),
        "The museum on a sunny day"
    );
}
