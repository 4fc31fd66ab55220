/* The site in the archive: its files, index pages and page for missing files. */
#pragma once

#include <stdint.h>

#include "answer.h"
#include "text.h"

/* Makes the answer for a request's target, and returns its status. */
uint32_t site_answer(struct slice target, struct answer *answer);
