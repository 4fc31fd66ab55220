def missing = []
if (!System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'qemu-system-x86_64').canExecute() }) {
  missing << 'qemu-system-x86'
}
if (!new File('/usr/lib/grub/i386-pc/kernel.img').exists()) {
  missing << 'grub-pc-bin'
}
if (missing && System.getenv('MIRAGE_TEST_TOOLS') == 'required') {
  throw new IllegalStateException("missing: apt-get install ${missing.join(' ')}")
}
if (missing) {
  println "skipped: apt-get install ${missing.join(' ')}"
}
return missing.empty
