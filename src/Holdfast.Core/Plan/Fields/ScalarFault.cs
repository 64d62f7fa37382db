using Holdfast.Core.Errors;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Why a text is not the value it should be.</summary>
public sealed record ScalarFault(KnownError Known, string Message, string Advice);
