(* What a file is, judged by the extension of its name. *)

let of_extension = function
  | "html" | "htm" -> "text/html; charset=utf-8"
  | "css" -> "text/css; charset=utf-8"
  | "js" | "mjs" -> "text/javascript; charset=utf-8"
  | "txt" | "text" | "log" -> "text/plain; charset=utf-8"
  | "md" -> "text/markdown; charset=utf-8"
  | "csv" -> "text/csv; charset=utf-8"
  | "ics" -> "text/calendar; charset=utf-8"
  | "vtt" -> "text/vtt; charset=utf-8"
  | "xml" | "xsl" -> "application/xml; charset=utf-8"
  | "xhtml" -> "application/xhtml+xml; charset=utf-8"
  | "atom" -> "application/atom+xml; charset=utf-8"
  | "rss" -> "application/rss+xml; charset=utf-8"
  | "json" | "map" -> "application/json"
  | "webmanifest" -> "application/manifest+json"
  | "svg" -> "image/svg+xml; charset=utf-8"
  | "png" -> "image/png"
  | "apng" -> "image/apng"
  | "jpg" | "jpeg" -> "image/jpeg"
  | "gif" -> "image/gif"
  | "webp" -> "image/webp"
  | "avif" -> "image/avif"
  | "bmp" -> "image/bmp"
  | "tif" | "tiff" -> "image/tiff"
  | "ico" -> "image/x-icon"
  | "woff" -> "font/woff"
  | "woff2" -> "font/woff2"
  | "ttf" -> "font/ttf"
  | "otf" -> "font/otf"
  | "mp3" -> "audio/mpeg"
  | "m4a" -> "audio/mp4"
  | "ogg" | "oga" | "opus" -> "audio/ogg"
  | "wav" -> "audio/wav"
  | "flac" -> "audio/flac"
  | "mp4" | "m4v" -> "video/mp4"
  | "webm" -> "video/webm"
  | "ogv" -> "video/ogg"
  | "mov" -> "video/quicktime"
  | "pdf" -> "application/pdf"
  | "epub" -> "application/epub+zip"
  | "wasm" -> "application/wasm"
  | "zip" -> "application/zip"
  | "gz" | "tgz" -> "application/gzip"
  | "bz2" -> "application/x-bzip2"
  | "xz" -> "application/x-xz"
  | "tar" -> "application/x-tar"
  | _ -> "application/octet-stream"

let of_name name =
  match Filename.extension name with
  | "" -> of_extension ""
  | dotted ->
      let extension = String.sub dotted 1 (String.length dotted - 1) in
      of_extension (String.lowercase_ascii extension)

(* Pages are recognised again by their type: they are cached more carefully
   than what they refer to. *)
let is_page content_type = String.equal content_type (of_extension "html")
