using System.Runtime.CompilerServices;

namespace Holdfast.Core.Principles.Limits;

/// <summary>One for each limit of a place.</summary>
[InlineArray(LimitRules.EntriesMax)]
internal struct LimitTakings
{
    private LimitTaking _first;
}
