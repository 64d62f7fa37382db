-- POST of 1 KB; report.lua is loaded for the figures.
wrk.method = "POST"
wrk.body = string.rep("x", 1024)
wrk.headers["Content-Type"] = "application/json"
dofile(os.getenv("HOLDFAST_BENCH") .. "/report.lua")
