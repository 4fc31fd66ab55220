import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

// An image is deployed, found again, and deployed once more when a page in it has changed.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0] =~ /uploading 4\.0 MiB in 8 blocks to snap-[0-9a-f]{17}\n/
assert builds[0] =~ /AMI      ami-[0-9a-f]{17} in local, new/
assert builds[1] =~ /AMI      ami-[0-9a-f]{17} in local, already registered/
assert !builds[1].contains('uploading')
assert builds[2] =~ /uploading 1\.5 MiB in 3 blocks to snap-[0-9a-f]{17}, on top of snap-[0-9a-f]{17}/
assert builds[2] =~ /AMI      ami-[0-9a-f]{17} in local, new/

// Another plugin gets what the deployment came to, as properties.
def used = new File(basedir, 'target/used.txt').readLines()*.split(' ')
assert used.every { it[0] ==~ /ami-[0-9a-f]{17}/ && it[1] == it[0] && it[2] ==~ /snap-[0-9a-f]{17}/ }
assert used[0] == used[1]
assert used[2][0] != used[1][0] && used[2][2] != used[1][2]

// The same is in ami.json.
def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
assert json.project == 'com.example.it:deploy-local'
assert json.version == '1.0'
assert json.regions.local.ami == used[2][0]
assert json.regions.local.snapshot == used[2][2]

// What the snapshot holds is the image, and nothing is left that no AMI uses.
def image = new File(basedir, 'target/deploy-local-1.0.img')
def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def read = new File(basedir, 'target/read.img')
  region.export(used[2][2], read.toPath())
  def held = new byte[image.length()]
  new DataInputStream(read.newInputStream()).withCloseable { it.readFully(held) }
  assert held == image.bytes
  assert region.leaks().isEmpty()
} finally {
  region.close()
}
return true
