using System.Reflection;

namespace Synter.Tests.Support;

/// <summary>A port that a page has injected and a test does not come to; calling it is a mistake of the test.</summary>
public class Unused : DispatchProxy
{
    public static T Port<T>() where T : class => Create<T, Unused>();

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException($"Nobody should call {targetMethod?.Name} here.");
}
