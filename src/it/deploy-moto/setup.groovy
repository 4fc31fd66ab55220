import io.github.miragemaven.it.MotoServer

// Six blocks that never change, so that a changed page is a small part of the image.
def photo = new byte[3 * 1024 * 1024]
new Random(1).nextBytes(photo)
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/photo.jpg').bytes = photo

context.moto = MotoServer.start(motoPort as int, new File(basedir, 'target/moto.log'))
return true
