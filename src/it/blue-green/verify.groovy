import groovy.json.JsonSlurper
import io.github.miragemaven.local.Leak
import io.github.miragemaven.local.LocalRegion
import io.github.miragemaven.local.LocalRegionSettings

def builds = new File(basedir, 'build.log').text.split('Scanning for projects').drop(1)
def launched = { build -> (build =~ /launched (i-[0-9a-f]{17}), a t2\.micro of (ami-[0-9a-f]{17})/)[0] }
def blue = launched(builds[0])[1], red = launched(builds[1])[1], green = launched(builds[2])[1]

// The instance really boots, is looked at from outside, and gets the name.
assert builds[0].contains('  | command line: --greeting=blue')
assert builds[0] =~ /ok +GET \/ +status 200, "blue"/
assert builds[0] =~ /ok +closed TCP ports 22 /
assert builds[0].contains("the address 203.0.113.80 leads to $blue")

// One that does not say what it should is ended, and nothing is moved.
assert builds[1] =~ /FAILED +GET \/ +status 200, "green"/
assert builds[1].contains('listening on 10.0.2.15:80')
assert builds[1].contains("ended $red")
assert !builds[1].contains('leading the address')

// Blue gives way to green, and stays for a while.
assert builds[2].contains("the address 203.0.113.80 leads to $green")
assert builds[2] =~ /$blue stays until/

// Back.
assert builds[3].contains("the address 203.0.113.80 leads back to $blue")
assert builds[4] =~ /$blue .* 203\.0\.113\.80 +answers +serving/
assert builds[4] =~ /$green .* replaced, due/
assert !(builds[4] =~ /$red .* running/)

// What was launched is ended, and with it the security group.
assert builds[5].contains("ended $blue") && builds[5].contains("ended $green")
def region = LocalRegion.open(LocalRegionSettings.in(new File(basedir, 'target/aws').toPath()))
try {
  def left = region.leaks().findAll { it.kind() != Leak.Kind.INSTANCE }
  assert left.isEmpty()
} finally {
  region.close()
}

def last = new JsonSlurper().parse(new File(basedir, 'target/mirage/instance.json'))
assert last.toString().contains(green)
return true
