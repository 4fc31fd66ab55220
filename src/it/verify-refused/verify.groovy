// A port that refuses connections fails the build with a report.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
assert builds[1] =~ /TCP port 9 .*127\.0\.0\.1/
['http://127.0.0.1:9', 'target/mirage/verify.xml', 'mvn mirage:console'].each { assert builds[1].contains(it) }
def report = new groovy.xml.XmlSlurper().parse(new File(basedir, 'target/mirage/verify.xml'))
assert report.@failures == '2'
assert report.testcase[0].failure.@message.text().contains('127.0.0.1')

assert builds[2].contains('mirage.verify.skip')
assert builds[3] =~ /mirage\.verify\.closedPorts.*"ssh"/
['No AWS region', 'mirage.verify.address', 'mirage.region'].each { assert builds[4].contains(it) }
assert builds[5].contains('com.example.it:verify-refused')
return true
