// Chat actions in words.

const ACTIONS = {
  typing: "typing",
  upload_photo: "sending a photo",
  record_video: "recording a video",
  upload_video: "sending a video",
  record_voice: "recording a voice message",
  upload_voice: "sending a voice message",
  upload_document: "sending a file",
  choose_sticker: "choosing a sticker",
  find_location: "finding a location",
  record_video_note: "recording a video message",
  upload_video_note: "sending a video message",
};

export const actionText = (action) => ACTIONS[action] ?? action.replaceAll("_", " ");
