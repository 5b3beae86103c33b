import { createSlice, createAsyncThunk } from '@reduxjs/toolkit';
import axios from 'axios';

export const loadAccount = createAsyncThunk('account/load', async (key, { rejectWithValue }) => {
  try {
    const { data } = await axios.get('https://api.aimlapi.com/v1/billing/balance', { headers: { Authorization: `Bearer ${key}` } });
    return { credits: data.balance, low: data.lowBalance };
  } catch (e) {
    return rejectWithValue(e.response?.status);
  }
});

const slice = createSlice({
  name: 'account',
  initialState: { status: 'idle', balance: 0, credits_used: 0 },
  reducers: {
    spent(state, { payload }) {
      state.balance -= payload.credits_used;
      state.credits_used += payload.credits_used;
    },
  },
  extraReducers: (b) =>
    b.addCase(loadAccount.pending, (state) => { state.status = 'loading'; })
      .addCase(loadAccount.fulfilled, (state, action) => { state.status = 'ready'; state.balance = action.payload.credits; }),
});

export const selectBalance = (s) => s.account.balance;
export default slice.reducer;
