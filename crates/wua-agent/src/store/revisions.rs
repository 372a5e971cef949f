//! What services offer.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{OptionalExtension, Transaction, params};
use serde::de::DeserializeOwned;
use wua_com::{Error, Guid};

use super::{Failure, Store, from_json, json};
use crate::category::Category;
use crate::sync::lock;
use crate::update::Revision;

/// What the store knows of what a service offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) revisions: Vec<Arc<Revision>>,
    pub(crate) categories: Vec<Arc<Category>>,
    /// What that depended on, in the service's own words.
    pub(crate) stamp: String,
}

/// What was read of the offers of services, with their numbers.
pub(super) type ReadOffers = HashMap<Guid, (i64, Known)>;

impl Store {
    /// Makes what each service offers now what the store knows of it, all of them in one transaction.
    pub(crate) fn apply_offers(&self, offers: &[(Guid, Known)]) -> Result<(), Error> {
        self.write("store what the services offer", |transaction| {
            offers
                .iter()
                .try_for_each(|(service, known)| apply_offer(transaction, *service, known))
        })
    }

    /// What a service offered when it was last asked.
    pub(crate) fn known(&self, service: Guid) -> Result<Known, Error> {
        self.read("read the updates of a service", |transaction| {
            let number = number(transaction, service)?;
            if let Some((read, known)) = lock(&self.offers).get(&service)
                && number == Some(*read)
            {
                return Ok(known.clone());
            }
            let known = read(transaction, &service.to_string())?;
            let mut offers = lock(&self.offers);
            match number {
                Some(number) => offers.insert(service, (number, known.clone())),
                None => offers.remove(&service),
            };
            Ok(known)
        })
    }

    /// What a service's last offer depended on.
    pub(crate) fn stamp(&self, service: Guid) -> Result<String, Error> {
        self.read("read the stamp of an offer", |transaction| {
            stamp(transaction, &service.to_string())
        })
    }
}

fn read(transaction: &Transaction<'_>, service: &str) -> Result<Known, Failure> {
    Ok(Known {
        revisions: bodies(transaction, "revisions", service)?,
        categories: bodies(transaction, "categories", service)?,
        stamp: stamp(transaction, service)?,
    })
}

/// What the rows of a service in a table hold, in their order.
fn bodies<T: DeserializeOwned>(
    transaction: &Transaction<'_>,
    table: &str,
    service: &str,
) -> Result<Vec<Arc<T>>, Failure> {
    let query = format!("SELECT body FROM {table} WHERE service = ?1 ORDER BY position");
    let mut statement = transaction.prepare_cached(&query)?;
    let mut rows = statement.query([service])?;
    let mut bodies = Vec::new();
    while let Some(row) = rows.next()? {
        let body = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        bodies.push(Arc::new(from_json(body)?));
    }
    Ok(bodies)
}

/// The number of an offer; nothing if an earlier version stored it.
fn number(transaction: &Transaction<'_>, service: Guid) -> Result<Option<i64>, Failure> {
    let mut statement = transaction.prepare_cached("SELECT number FROM stamps WHERE service = ?1")?;
    let number = statement.query_row([service.to_string()], |row| row.get(0));
    Ok(number.optional()?.flatten())
}

fn stamp(transaction: &Transaction<'_>, service: &str) -> Result<String, Failure> {
    let mut statement = transaction.prepare_cached("SELECT stamp FROM stamps WHERE service = ?1")?;
    Ok(statement
        .query_row([service], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

/// Forgets what a service offered.
pub(super) fn forget_offer(transaction: &Transaction<'_>, service: Guid) -> Result<(), Failure> {
    let service = service.to_string();
    transaction.execute("DELETE FROM revisions WHERE service = ?1", [&service])?;
    transaction.execute("DELETE FROM categories WHERE service = ?1", [&service])?;
    transaction.execute("DELETE FROM stamps WHERE service = ?1", [&service])?;
    transaction.execute("DELETE FROM notes WHERE service = ?1", [&service])?;
    Ok(())
}

/// Rows that stay as they are cost no write: most of an offer is the same every time.
fn apply_offer(transaction: &Transaction<'_>, service: Guid, known: &Known) -> Result<(), Failure> {
    let service = service.to_string();
    let mut keep = transaction.prepare_cached(
        "INSERT INTO revisions (service, update_id, revision, position, body) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET position = excluded.position, body = excluded.body
         WHERE position <> excluded.position OR body <> excluded.body",
    )?;
    transaction.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS offered (a TEXT, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
         DELETE FROM temp.offered;",
    )?;
    let mut offered =
        transaction.prepare_cached("INSERT OR IGNORE INTO temp.offered (a, b) VALUES (?1, ?2)")?;
    for (position, revision) in (0_i64..).zip(&known.revisions) {
        let id = revision.identity.id.to_string();
        let number = revision.identity.revision;
        keep.execute(params![service, id, number, position, json(revision)?])?;
        offered.execute(params![id, number])?;
    }
    transaction.execute(
        "DELETE FROM revisions WHERE service = ?1
         AND NOT EXISTS (SELECT 1 FROM temp.offered WHERE a = update_id AND b = revision)",
        [&service],
    )?;
    transaction.execute("DELETE FROM categories WHERE service = ?1", [&service])?;
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO categories (service, category_id, position, body) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (position, category) in (0_i64..).zip(&known.categories) {
        insert.execute(params![
            service,
            category.id.to_string(),
            position,
            json(category)?
        ])?;
    }
    transaction.execute(
        "INSERT OR REPLACE INTO stamps (service, stamp, number) VALUES (?1, ?2, random())",
        [&service, &known.stamp],
    )?;
    Ok(())
}
