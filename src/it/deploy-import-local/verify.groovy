import groovy.json.JsonSlurper

// The plan counts the bucket's requests; the image goes through the bucket once, and its AMI is found afterwards.
def builds = new File(basedir, 'build.log').text.split('BUILD SUCCESS')
def object = 's3://blog-images-us-west-2/mirage/com.example.it/deploy-import-local/'
def json = new JsonSlurper().parse(new File(basedir, 'target/mirage/ami.json'))
assert builds[0] =~ /1\d\.\d MiB .*blog-images-us-west-2.* 4 requests/
assert !builds[0].contains(object)
assert builds[1] =~ /1\d\.\d MiB in 2 parts/
assert builds[1].contains(object)
assert builds[1] =~ /import-snap-[0-9a-f]{17}/
[1, 2].each { assert builds[it].findAll(/ami-[0-9a-f]{17}/).unique() == [json.regions.'us-west-2'.ami] }
assert !builds[2].contains(object)
assert builds[3].contains('arn:aws:s3:::blog-images-*/mirage/com.example.it/deploy-import-local/*')

// The snapshot has the image's bytes, and neither the object nor anything else is left.
def image = new File(basedir, 'target/deploy-import-local-1.0.img')
def region = context.staged.region()
try {
  def read = new File(basedir, 'target/read.img')
  region.export(json.regions.'us-west-2'.snapshot, read.toPath())
  def held = new byte[image.length()]
  new DataInputStream(read.newInputStream()).withCloseable { it.readFully(held) }
  assert held == image.bytes
  assert region.leaks().isEmpty()
} finally {
  context.staged.close()
}
return true
