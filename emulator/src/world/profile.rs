//! What people and bots show of themselves: photos and music.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    act::ControlError,
    file::{Details, File, FileKind},
    probe,
    state::State,
};
use crate::http::multipart::Upload;

/// The files of one profile, the newest first.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Profile {
    pub(crate) photos: Vec<usize>,
    pub(crate) audios: Vec<usize>,
    /// Shown to those who may not see the photos.
    pub(crate) public_photo: Option<usize>,
}

/// The profiles of people and bots that show something.
pub(crate) type Profiles = BTreeMap<i64, Profile>;

impl State {
    /// A profile that is about to change.
    pub(crate) fn profile_mut(&mut self, id: i64) -> &mut Profile {
        self.emit(json!({"type": "chats"}));
        self.profiles.entry(id).or_default()
    }

    /// The file id of what people see as somebody's photo.
    pub(crate) fn shown_photo(&self, id: i64) -> Option<Value> {
        let profile = self.profiles.get(&id)?;
        let photo = profile.photos.first().or(profile.public_photo.as_ref())?;
        let json = self.files.chat_photo_json(*photo, self.first_bot());
        json.get("small_file_id").cloned()
    }

    /// Whether somebody in the world has this id.
    fn check_somebody(&self, id: i64) -> Result<(), ControlError> {
        if self.users.contains_key(&id) || self.bot(id).is_some() {
            return Ok(());
        }
        Err(ControlError::UnknownUser(id))
    }

    /// A person shows a new photo of themselves.
    pub(crate) fn user_shows_photo(&mut self, user: i64, bytes: Bytes) -> Result<(), ControlError> {
        self.check_somebody(user)?;
        let size = probe::picture(&bytes).ok_or(ControlError::NoPicture)?;
        let photo = self.files.add(File::picture(FileKind::Photo, bytes, size));
        self.profile_mut(user).photos.insert(0, photo);
        Ok(())
    }

    /// A person puts a piece of music on their profile.
    pub(crate) fn user_shows_audio(
        &mut self,
        user: i64,
        file_name: &str,
        bytes: Bytes,
    ) -> Result<(), ControlError> {
        self.check_somebody(user)?;
        let upload = Upload {
            file_name: file_name.to_owned(),
            content_type: String::new(),
            bytes,
        };
        let audio = File::uploaded(FileKind::Audio, upload, Details::default());
        let audio = self.files.add(audio);
        self.profile_mut(user).audios.insert(0, audio);
        Ok(())
    }
}
