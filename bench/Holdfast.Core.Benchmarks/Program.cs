using BenchmarkDotNet.Running;
using Holdfast.Core.Benchmarks;

if (args is ["contention"]) return await Contention.RunAsync();
if (args is ["parts"]) return await Parts.RunAsync();
if (args is ["loop", var of]) return await Loop.RunAsync(of);
if (args is ["loop", var one, "--calls", var calls]) return await Loop.RunAsync(one, int.Parse(calls, System.Globalization.CultureInfo.InvariantCulture));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
