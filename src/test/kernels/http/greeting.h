/* The page that is served at every path when the disk has no archive. */
#pragma once

#include "answer.h"

/* Makes the page, which shows this name and command line. */
void greeting_init(const char *name, const char *command_line);

void greeting_answer(struct answer *answer);
