//! Objects to try the adapter with until the agent's own are there.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use wua_com::table::CoClass;
use wua_com::{
    Caller, Enumerator, Error, Family, Object, ObjectRef, Outcome, Reply, Slot, Text, Value, code, ok,
};
use wua_defs::interfaces::*;
use wua_model::{families, traits};

pub(crate) fn create(class: &'static CoClass, _: &Caller) -> Result<ObjectRef, Error> {
    match class.name {
        "StringCollection" => Ok(ObjectRef::new(Strings::default())),
        "UpdateSearcher" => Ok(ObjectRef::new(Searcher)),
        _ => Err(Error::new(code::E_NOTIMPL, "not in the trial")),
    }
}

#[derive(Default)]
struct Strings(Mutex<Vec<Text>>);

impl Object for Strings {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_string_collection::<Strings>()];
        &FAMILIES
    }
}

impl traits::IStringCollection for Strings {
    fn item(&self, _: &Caller, index: i32) -> Reply<Text> {
        let items = self.0.lock().unwrap();
        match usize::try_from(index).ok().and_then(|index| items.get(index)) {
            Some(text) => ok(text.clone()),
            None => Err(Error::new(code::WU_E_INVALIDINDEX, "no such item")),
        }
    }
    fn put_item(&self, _: &Caller, index: i32, value: &str) -> Reply<()> {
        self.0.lock().unwrap()[index as usize] = value.into();
        ok(())
    }
    fn new_enum(&self, _: &Caller) -> Reply<ObjectRef> {
        let items = self.0.lock().unwrap().clone();
        ok(Enumerator::over(items.into_iter().map(Value::from)))
    }
    fn count(&self, _: &Caller) -> Reply<i32> {
        ok(self.0.lock().unwrap().len() as i32)
    }
    fn read_only(&self, _: &Caller) -> Reply<bool> {
        ok(false)
    }
    fn add(&self, _: &Caller, value: &str) -> Reply<i32> {
        let mut items = self.0.lock().unwrap();
        items.push(value.into());
        ok(items.len() as i32 - 1)
    }
    fn clear(&self, _: &Caller) -> Reply<()> {
        self.0.lock().unwrap().clear();
        ok(())
    }
    fn copy(&self, _: &Caller) -> Reply<ObjectRef> {
        ok(ObjectRef::new(Strings(Mutex::new(
            self.0.lock().unwrap().clone(),
        ))))
    }
    fn insert(&self, _: &Caller, index: i32, value: &str) -> Reply<()> {
        self.0.lock().unwrap().insert(index as usize, value.into());
        ok(())
    }
    fn remove_at(&self, _: &Caller, index: i32) -> Reply<()> {
        self.0.lock().unwrap().remove(index as usize);
        ok(())
    }
}

struct Searcher;

impl Object for Searcher {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [Family {
            interface: &IUPDATE_SEARCHER3,
            dispatch: search,
        }];
        &FAMILIES
    }
}

fn search(_: &dyn Object, caller: &Caller, slot: Slot, args: &[Value]) -> Outcome {
    match (slot.0, args) {
        (15, [_, callback, state]) => {
            let job = ObjectRef::new(Job {
                state: state.clone(),
                done: Arc::default(),
            });
            let callback = callback.as_object().cloned();
            let (caller, handed) = (caller.clone(), job.clone());
            thread::spawn(move || {
                thread::sleep(Duration::from_millis(100));
                if let Some(callback) = callback {
                    let args = [handed.clone().into(), ObjectRef::new(Args).into()];
                    let outcome = callback.invoke(&caller, &ISEARCH_COMPLETED_CALLBACK, Slot(3), &args);
                    eprintln!("callback: {outcome:?}");
                }
                *handed.downcast::<Job>().unwrap().done.lock().unwrap() = true;
            });
            ok(job.into())
        }
        (16, [job]) => {
            let job = job.as_object().unwrap().downcast::<Job>().unwrap();
            while !*job.done.lock().unwrap() {
                thread::sleep(Duration::from_millis(10));
            }
            ok(ObjectRef::new(Strings::default()).into())
        }
        _ => Err(Error::from(code::E_NOTIMPL)),
    }
}

struct Job {
    state: Value,
    done: Arc<Mutex<bool>>,
}

impl Object for Job {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_search_job::<Job>()];
        &FAMILIES
    }
}

impl traits::ISearchJob for Job {
    fn async_state(&self, _: &Caller) -> Reply<Value> {
        ok(self.state.clone())
    }
    fn is_completed(&self, _: &Caller) -> Reply<bool> {
        ok(*self.done.lock().unwrap())
    }
    fn clean_up(&self, _: &Caller) -> Reply<()> {
        ok(())
    }
    fn request_abort(&self, _: &Caller) -> Reply<()> {
        ok(())
    }
}

struct Args;

impl Object for Args {
    fn families(&self) -> &'static [Family] {
        static FAMILIES: [Family; 1] = [families::i_search_completed_callback_args::<Args>()];
        &FAMILIES
    }
}

impl traits::ISearchCompletedCallbackArgs for Args {}
