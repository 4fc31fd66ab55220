// mirage:run boots the packaged image in QEMU, and its probe ends the build when the site answers.
def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
def dhcp = builds[1], fixed = builds[2], silent = builds[3]

assert dhcp =~ /running in QEMU \(emulation\) with 64 MiB, site at http:\/\/localhost:\d+\//
assert dhcp.contains('Starting the kernel')
assert dhcp.contains('command line: "--greeting=good day"')
assert dhcp =~ /the site answers: loader after .* s, kernel's first line after .* s, site answered after .* s/

assert fixed.contains('listening on 10.0.0.2:8000')
assert fixed.contains('the site answers: ')

assert silent =~ /The guest ended after .* s, before http:\/\/localhost:\d+\/ answered/
return true
