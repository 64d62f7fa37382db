using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary>What was seen since the machine was asked last.</summary>
/// <param name="Process">How much the process has to do.</param>
/// <param name="Passed">Calls that were let through.</param>
/// <param name="Seconds">How long that was.</param>
internal readonly record struct ProtectionReading(ProcessReading Process, long Passed, double Seconds);
