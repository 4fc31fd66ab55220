import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

// The plan says what goes through the bucket; the image goes there once, and is found afterwards.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0] =~ /send 1\d\.\d MiB through the bucket blog-images-local in 4 requests \(less than \$0\.01\)/
assert !builds[0].contains('uploading')
assert builds[1] =~ /uploading 1\d\.\d MiB in 2 parts to s3:\/\/blog-images-local\/mirage\/com\.example\.it\/deploy-import-local\//
assert builds[1] =~ /importing it as import-snap-[0-9a-f]{17}/
assert builds[1] =~ /AMI      ami-[0-9a-f]{17} in local, new/
assert builds[2] =~ /AMI      ami-[0-9a-f]{17} in local, already registered/
assert !builds[2].contains('uploading')
assert builds[3].contains('arn:aws:s3:::blog-images-*/mirage/com.example.it/deploy-import-local/*')

// What the snapshot holds is the image, and neither the object nor anything else is left.
def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
def image = new File(basedir, 'target/deploy-import-local-1.0.img')
def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def read = new File(basedir, 'target/read.img')
  region.export(json.regions.local.snapshot, read.toPath())
  def held = new byte[image.length()]
  new DataInputStream(read.newInputStream()).withCloseable { it.readFully(held) }
  assert held == image.bytes
  assert region.leaks().isEmpty()
} finally {
  region.close()
}
return true
