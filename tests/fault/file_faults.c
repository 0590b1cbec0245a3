// Preloaded into a program, makes one of its calls on files below a folder fail as a broken or full
// disk would. Told by its environment:
//
//   FILE_FAULT_BELOW  the folder
//   FILE_FAULT_CALLS  which calls count: of open, write, sync, rename, mkdir, with commas
//   FILE_FAULT_NTH    the nth of them fails, from 1
//   FILE_FAULT_ERRNO  with this number; 0: a write takes only half of what it is given
//   FILE_FAULT_LASTS  if set, all of them fail from the nth on
//   FILE_FAULT_LOG    a file that gets one line for each call that counts
//
// Opens count that may write, and folders that are new; reading is left alone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long seen;

static const char* setting(const char* name) {
  const char* value = getenv(name);
  return value == NULL ? "" : value;
}

static int is_below(const char* path) {
  const char* folder = setting("FILE_FAULT_BELOW");
  const size_t size = strlen(folder);
  return size > 0 && strncmp(path, folder, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

static int counts(const char* kind) {
  const char* found = strstr(setting("FILE_FAULT_CALLS"), kind);
  return found != NULL && (found[strlen(kind)] == ',' || found[strlen(kind)] == '\0');
}

// By plain system calls: the functions below must not see it.
static void note(long number, const char* kind, const char* path, int failing) {
  char line[PATH_MAX + 64];
  const int size =
      snprintf(line, sizeof line, "%ld %s %s%s\n", number, kind, path, failing ? " FAULT" : "");
  const long log = syscall(SYS_openat, AT_FDCWD, setting("FILE_FAULT_LOG"),
                           O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return;
  syscall(SYS_write, log, line, size);
  syscall(SYS_close, log);
}

// Whether this call is to fail; counts it.
static int turn_of_path(const char* kind, const char* path) {
  if (!counts(kind) || !is_below(path)) return 0;
  const int kept = errno;
  const long number = atomic_fetch_add(&seen, 1) + 1;
  const long nth = atol(setting("FILE_FAULT_NTH"));
  const int failing = number == nth || (number > nth && *setting("FILE_FAULT_LASTS") != '\0');
  note(number, kind, path, failing);
  errno = kept;
  return failing;
}

static int turn_of_file(const char* kind, int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0) return 0;
  path[size] = '\0';
  return turn_of_path(kind, path);
}

// A path beside an open folder, or beside the folder the program is in.
static int turn_of_entry(const char* kind, int folder, const char* name) {
  if (name[0] == '/') return turn_of_path(kind, name);
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
  const ssize_t size = readlink(link, path, sizeof path - 1);
  if (size < 0 || (size_t)size + strlen(name) + 2 > sizeof path) return 0;
  path[size] = '/';
  strcpy(path + size + 1, name);
  return turn_of_path(kind, path);
}

static int fault(void) {
  errno = atoi(setting("FILE_FAULT_ERRNO"));
  return -1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int may_write(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0; }

#define OPEN(name)                                                                    \
  int name(const char* path, int flags, ...) {                                        \
    va_list more;                                                                     \
    va_start(more, flags);                                                            \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                                     \
    if (may_write(flags) && turn_of_entry("open", AT_FDCWD, path)) return fault();    \
    return REAL(name)(path, flags, mode);                                             \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                  \
  int name(int folder, const char* path, int flags, ...) {                            \
    va_list more;                                                                     \
    va_start(more, flags);                                                            \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                                     \
    if (may_write(flags) && turn_of_entry("open", folder, path)) return fault();      \
    return REAL(name)(folder, path, flags, mode);                                     \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                                      \
  FILE* name(const char* path, const char* mode) {                       \
    if (strpbrk(mode, "wa+") && turn_of_entry("open", AT_FDCWD, path)) { \
      fault();                                                           \
      return NULL;                                                       \
    }                                                                    \
    return REAL(name)(path, mode);                                       \
  }
FOPEN(fopen)
FOPEN(fopen64)

static int is_short(void) { return atoi(setting("FILE_FAULT_ERRNO")) == 0; }

ssize_t write(int file, const void* bytes, size_t size) {
  if (!turn_of_file("write", file)) return REAL(write)(file, bytes, size);
  return is_short() ? REAL(write)(file, bytes, (size + 1) / 2) : fault();
}

#define PWRITE(name, offset_type)                                                   \
  ssize_t name(int file, const void* bytes, size_t size, offset_type offset) {      \
    if (!turn_of_file("write", file)) return REAL(name)(file, bytes, size, offset); \
    return is_short() ? REAL(name)(file, bytes, (size + 1) / 2, offset) : fault();  \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int file, const struct iovec* parts, int count) {
  if (!turn_of_file("write", file)) return REAL(writev)(file, parts, count);
  if (!is_short()) return fault();
  for (; count > 1 && parts->iov_len == 0; --count) ++parts;
  return REAL(write)(file, parts->iov_base, (parts->iov_len + 1) / 2);
}

ssize_t sendfile(int file, int source, off_t* offset, size_t size) {
  if (!turn_of_file("write", file)) return REAL(sendfile)(file, source, offset, size);
  return is_short() ? REAL(sendfile)(file, source, offset, (size + 1) / 2) : fault();
}

int ftruncate(int file, off_t size) {
  return turn_of_file("write", file) && !is_short() ? fault() : REAL(ftruncate)(file, size);
}

int fsync(int file) { return turn_of_file("sync", file) ? fault() : REAL(fsync)(file); }

int fdatasync(int file) { return turn_of_file("sync", file) ? fault() : REAL(fdatasync)(file); }

int rename(const char* from, const char* to) {
  return turn_of_entry("rename", AT_FDCWD, to) ? fault() : REAL(rename)(from, to);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  return turn_of_entry("rename", to_folder, to) ? fault()
                                                : REAL(renameat)(from_folder, from, to_folder, to);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  return turn_of_entry("rename", to_folder, to)
             ? fault()
             : REAL(linkat)(from_folder, from, to_folder, to, flags);
}

// A folder that is there already is no matter of the disk.
int mkdirat(int folder, const char* path, mode_t mode) {
  const int is_new = faccessat(folder, path, F_OK, 0) != 0;
  return is_new && turn_of_entry("mkdir", folder, path) ? fault()
                                                        : REAL(mkdirat)(folder, path, mode);
}

int mkdir(const char* path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
