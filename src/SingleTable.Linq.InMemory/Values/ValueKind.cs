namespace SingleTable.Linq.InMemory.Values;

/// <summary>The wire names of the ten types; the member names are what the protocol and the error messages print.</summary>
internal enum ValueKind { S, N, B, BOOL, NULL, L, M, SS, NS, BS }

internal static class ValueKinds
{
    private static readonly string[] Names = Enum.GetNames<ValueKind>();

    public static string Name(this ValueKind kind) => Names[(int)kind];

    public static bool IsSet(this ValueKind kind) => kind >= ValueKind.SS;

    /// <summary>Only these have an order, and only these may be keys.</summary>
    public static bool IsOrdered(this ValueKind kind) => kind <= ValueKind.B;

    public static ValueKind ElementKind(this ValueKind set) => set switch
    {
        ValueKind.SS => ValueKind.S,
        ValueKind.NS => ValueKind.N,
        ValueKind.BS => ValueKind.B,
        _ => throw new ArgumentOutOfRangeException(nameof(set)),
    };

    public static bool TryParse(string name, out ValueKind kind)
    {
        int at = Array.IndexOf(Names, name);
        kind = (ValueKind)Math.Max(at, 0);
        return at >= 0;
    }

    /// <summary>The long names that update expressions use in their operand errors.</summary>
    public static string LongName(this ValueKind kind) => kind switch
    {
        ValueKind.S => "STRING",
        ValueKind.N => "NUMBER",
        ValueKind.B => "BINARY",
        ValueKind.BOOL => "BOOLEAN",
        ValueKind.NULL => "NULL",
        ValueKind.L => "LIST",
        ValueKind.M => "MAP",
        ValueKind.SS => "STRING_SET",
        ValueKind.NS => "NUMBER_SET",
        _ => "BINARY_SET",
    };
}
