import groovy.json.JsonSlurper
import io.github.miragemaven.local.Leak
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

def builds = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
def instances = { build -> build.findAll(/\bi-[0-9a-f]{17}\b/).unique() }
def blue = instances(builds[0])[0]
def red = (instances(builds[1]) - blue)[0]
def green = (instances(builds[2]) - blue - red)[0]

// The instance boots, is verified from outside, and gets the address.
assert builds[0].contains('command line: --greeting=blue')
assert builds[0] =~ /GET \/ .*"blue"/
assert builds[0] =~ /203\.0\.113\.80.*$blue/

// One with the wrong content is terminated, and the address stays.
assert builds[1].contains('listening on 10.0.2.15:80')
assert builds[1] =~ /GET \/ .*"green"/
assert !(builds[1] =~ /203\.0\.113\.80.*$red/)

// Green replaces blue, which keeps running for a while; then traffic moves back.
assert builds[2] =~ /203\.0\.113\.80.*$green/
assert builds[2] =~ /$blue.*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/
assert builds[3] =~ /203\.0\.113\.80.*$blue/
def status = new JsonSlurper().parse(new File(basedir, 'target/mirage/status.json')).regions.local
def find = { id -> status.instances.find { it.id == id } }
assert find(blue).serving && find(blue).address == '203.0.113.80'
assert !find(green).serving && find(green).due
assert find(red)?.state != 'running'

// All launched instances are terminated, and the security group is deleted.
assert [blue, green].every { builds[5].contains(it) }
def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def left = region.leaks().findAll { it.kind() != Leak.Kind.INSTANCE }
  assert left.isEmpty()
} finally {
  region.close()
}

def last = new JsonSlurper().parse(new File(basedir, 'target/mirage/instance.json'))
assert last.instance == green
return true
