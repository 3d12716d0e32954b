/* A module without Redis's header: the functions of the API are asked for by name. */
#include <stddef.h>
typedef struct Ctx Ctx; typedef struct Str Str;
typedef int (*Command)(Ctx *, Str **, int);
static int (*GetApi)(const char *, void *);
static void (*SetModuleAttribs)(Ctx *, const char *, int, int);
static int (*CreateCommand)(Ctx *, const char *, Command, const char *, int, int, int);
static int (*ReplyWithLongLong)(Ctx *, long long);
static int (*ReplicateVerbatim)(Ctx *);
static int reading(Ctx *ctx, Str **argv, int argc) { (void)argv; return ReplyWithLongLong(ctx, argc); }
static int writing(Ctx *ctx, Str **argv, int argc) { (void)argv; ReplicateVerbatim(ctx); return ReplyWithLongLong(ctx, -argc); }
int RedisModule_OnLoad(Ctx *ctx, Str **argv, int argc) {
    (void)argv; (void)argc;
    GetApi = (int (*)(const char *, void *))((void **)ctx)[0];
    GetApi("RedisModule_SetModuleAttribs", &SetModuleAttribs);
    GetApi("RedisModule_CreateCommand", &CreateCommand);
    GetApi("RedisModule_ReplyWithLongLong", &ReplyWithLongLong);
    GetApi("RedisModule_ReplicateVerbatim", &ReplicateVerbatim);
    SetModuleAttribs(ctx, "lab", 1, 1);
    if (CreateCommand(ctx, "lab.read", reading, "readonly fast", 1, 1, 1)) return 1;
    if (CreateCommand(ctx, "lab.search", reading, "readonly", 0, 0, 0)) return 1;
    if (CreateCommand(ctx, "lab.write", writing, "write", 1, -1, 1)) return 1;
    return CreateCommand(ctx, "lab.unsaid", reading, "", 0, 0, 0);
}
