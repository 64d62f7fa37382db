using BenchmarkDotNet.Running;
using Holdfast.Core.Benchmarks;

if (args is ["contention"]) return await Contention.RunAsync();
if (args is ["loop", var of]) return await Loop.RunAsync(of);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
