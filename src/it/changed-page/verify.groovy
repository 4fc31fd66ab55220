// A page changed and one was deleted: the kernel is built again, and mirage is not configured again.
def second = new File(basedir, 'build.log').text.split('BUILD SUCCESS')[1]
assert second.contains('index.html')
assert second.contains('up to date: configured')
assert !second.contains('up to date: kernel')

def htdocs = new File(basedir, 'target/mirage/unikernel/htdocs')
assert new File(htdocs, 'index.html').text == 'A new first page'
assert !new File(htdocs, 'old.html').exists()
return true
