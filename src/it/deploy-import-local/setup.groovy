// So many bytes that no compression makes fewer of them that they go in more than one part.
def photo = new byte[10 * 1024 * 1024]
new Random(1).nextBytes(photo)
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/photo.jpg').bytes = photo
return true
