using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Synter.Tests.Architecture;

/// <summary>What the code of an assembly calls, read from its instructions: rules on who may reach what are proved on this.</summary>
internal static class Calls
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Each pair of a type and something it calls or constructs; lambdas and async code count for the type they stand in.</summary>
    public static IEnumerable<(Type Caller, MethodBase Called)> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything))
        from called in Of(method)
        select (Written(type), called);

    private static IEnumerable<MethodBase> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            var instruction = Codes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += instruction.Size;
            if (instruction.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, at)) is { } called) yield return called;
            at += Size(instruction.OperandType, code, at);
        }
    }

    private static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
        }
        catch (Exception unresolved) when (unresolved is FileNotFoundException or TypeLoadException or MissingMethodException)
        {
            // Of a library that is not loaded here, and so none of ours.
            return null;
        }
    }

    private static int Size(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    /// <summary>The type a person wrote, for one that the compiler made.</summary>
    private static Type Written(Type type)
    {
        while (type.DeclaringType is { } outer && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)) type = outer;
        return type;
    }
}
