import io.github.miragemaven.it.StagedRegion
import io.github.miragemaven.local.fault.Faults

// Incompressible, and large enough to be uploaded in more than one part.
def photo = new byte[10 * 1024 * 1024]
new Random(1).nextBytes(photo)
new File(basedir, 'target').mkdirs()
new File(basedir, 'target/photo.jpg').bytes = photo

context.staged = StagedRegion.open(basedir, 'us-west-2', Faults.none()).sendBuild()
context.staged.region().addBucket('blog-images-us-west-2')
return true
