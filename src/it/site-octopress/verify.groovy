def site = new File(basedir, 'public')
assert new File(site, 'index.html').text.contains('/blog/2013/12/20/hello-octopress/')
assert new File(site, 'blog/2013/12/20/hello-octopress/index.html').text.contains('still served')

def log = new File(basedir, 'build.log').text
assert log =~ /Octopress \(rake \d/
assert log.contains('## Generating Site with Jekyll')
assert log =~ /2 files.*public/
