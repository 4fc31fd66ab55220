import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

// An image is deployed, found again, and deployed once more when a page in it has changed.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
assert builds[0] =~ /4\.0 MiB in 8 blocks/
assert !(builds[1] =~ /\d blocks/)
assert builds[2] =~ /1\.5 MiB in 3 blocks/

// Another plugin gets the deployment's result as properties.
def used = new File(basedir, 'target/used.txt').readLines()*.split(' ')
assert used.every { it[0] ==~ /ami-[0-9a-f]{17}/ && it[1] == it[0] && it[2] ==~ /snap-[0-9a-f]{17}/ }
assert used[0] == used[1]
assert builds[2] =~ /${used[2][2]}.*${used[1][2]}/ : 'the changed blocks go on top of the first snapshot'
assert used[2][0] != used[1][0] && used[2][2] != used[1][2]

// The same is in ami.json.
def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
assert json.project == 'com.example.it:deploy-local'
assert json.version == '1.0'
assert json.regions.local.ami == used[2][0]
assert json.regions.local.snapshot == used[2][2]

// The snapshot has the image's bytes, and nothing is left that no AMI uses.
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
