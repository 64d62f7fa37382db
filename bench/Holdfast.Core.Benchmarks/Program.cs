using BenchmarkDotNet.Running;
using Holdfast.Core.Benchmarks;

if (args is ["contention"]) return await Contention.RunAsync();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
