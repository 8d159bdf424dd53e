using SingleTable.Linq.Keys;

namespace SingleTable.Linq.Tests.Wire;

/// <summary>The pool that all tests run with notices what it is there for.</summary>
public class CountingPoolTests
{
    private readonly CountingPool _pool = new();

    [Fact]
    public void What_is_returned_is_spoilt_and_not_rented_again()
    {
        var buffer = _pool.Rent(10);
        buffer.AsSpan().Fill(1);
        _pool.Outstanding.ShouldBe(1);
        _pool.Return(buffer);
        buffer.ShouldAllBe(b => b == 0xDD);
        _pool.Rent(10).ShouldNotBeSameAs(buffer);
        _pool.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_return_is_an_error_that_stays_known()
    {
        var buffer = _pool.Rent(10);
        _pool.Return(buffer);
        Should.Throw<InvalidOperationException>(() => _pool.Return(buffer));
        _pool.Faults.ShouldHaveSingleItem().ShouldContain("twice");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void A_write_after_the_return_is_noticed(int later)
    {
        var buffer = _pool.Rent(10);
        _pool.Return(buffer);
        buffer[5] = 1;
        for (var i = 0; i < later; i++)
        {
            try
            {
                _pool.Return(_pool.Rent(1));
            }
            catch (InvalidOperationException)
            {
                // told at the time when the buffer leaves the queue
            }
        }

        _pool.Faults.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_library_rents_from_it()
    {
        var rented = SuiteTransport.Pool.Rented;
        using var key = new KeyWriter(stackalloc byte[4]);
        key.Append("longer than four"u8);
        SuiteTransport.Pool.Rented.ShouldBeGreaterThan(rented);
    }
}
