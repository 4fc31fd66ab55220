import groovy.json.JsonSlurper
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

// Two children deploy side by side to the one region, each an AMI of its own.
def log = new File(basedir, 'build.log').text
assert !log.contains('not thread-safe')
def builds = log.split('BUILD SUCCESS')
assert builds[0].count(' in local, new') == 2
assert builds[1].count(' in local, already registered') == 2

def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def amis = ['blog', 'docs'].collect { child ->
    def json = new JsonSlurper().parse(new File(basedir, "$child/target/mirage/ami.json"))
    assert json.project == "com.example.it:$child"
    def image = new File(basedir, "$child/target/$child-1.0.img")
    def read = new File(basedir, "$child/target/read.img")
    region.export(json.regions.local.snapshot, read.toPath())
    def held = new byte[image.length()]
    new DataInputStream(read.newInputStream()).withCloseable { it.readFully(held) }
    assert held == image.bytes
    json.regions.local.ami
  }
  assert amis.toSet().size() == 2
  assert region.leaks().isEmpty()
} finally {
  region.close()
}
return true
