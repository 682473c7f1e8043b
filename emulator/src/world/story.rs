//! Stories of business accounts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    chat::ChatKey,
    content::{Caption, Media},
    message::View,
    state::State,
};

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Story {
    /// A photo or video.
    pub(crate) file: usize,
    pub(crate) caption: Caption,
    /// The `StoryArea` objects.
    pub(crate) areas: Vec<Value>,
    pub(crate) date: i64,
    /// How long it is shown, in seconds.
    pub(crate) active_period: i64,
    /// Whether it stays on the account's page after that.
    pub(crate) stays: bool,
    pub(crate) is_protected: bool,
    /// Whose story was posted again.
    pub(crate) repost_of: Option<(i64, i64)>,
}

/// All stories, by the account and their ids there.
pub(crate) type Stories = BTreeMap<(i64, i64), Story>;

impl State {
    /// Posts a story for an account; returns its id.
    pub(crate) fn add_story(&mut self, owner: i64, story: Story) -> i64 {
        let last = self.last_story.entry(owner).or_default();
        *last += 1;
        let id = *last;
        self.stories.insert((owner, id), story);
        id
    }

    /// A story that can still be seen.
    pub(crate) fn story(&self, owner: i64, id: i64) -> Option<&Story> {
        let now = self.clock.unix_time();
        let story = self.stories.get(&(owner, id))?;
        (story.stays || story.date + story.active_period > now).then_some(story)
    }

    /// The `Story` object.
    pub(crate) fn story_json(&self, owner: i64, id: i64) -> Value {
        let chat = ChatKey::Private {
            user: owner,
            bot: self.first_bot(),
        };
        json!({"chat": self.chat_json(chat), "id": id})
    }

    /// The stories of an account that people see, oldest first: the `Story` object with what is in
    /// it.
    pub(crate) fn stories_json(&self, owner: i64) -> Vec<Value> {
        let ids = self.stories.range((owner, 0)..=(owner, i64::MAX));
        ids.filter_map(|((_, id), _)| Some((*id, self.story(owner, *id)?)))
            .map(|(id, story)| {
                let mut json = self.story_json(owner, id);
                self.write_story(story, &mut json);
                json
            })
            .collect()
    }

    fn write_story(&self, story: &Story, json: &mut Value) {
        json["date"] = json!(story.date);
        json["active_period"] = json!(story.active_period);
        let view = View {
            bot: self.first_bot(),
            all_markup: true,
        };
        let media = Media::new(story.file, Caption::default());
        if let Some((key, object)) = media.object(self, view) {
            json[key] = object;
        }
        let mut caption = Map::new();
        story.caption.write(&mut caption, self);
        for (key, value) in caption {
            json[key] = value;
        }
        if !story.areas.is_empty() {
            json["areas"] = json!(story.areas);
        }
        if story.is_protected {
            json["has_protected_content"] = json!(true);
        }
        if let Some((owner, id)) = story.repost_of {
            json["repost_of"] = self.story_json(owner, id);
        }
    }
}
